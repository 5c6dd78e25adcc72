"""Makes the calls that stand on stdin as JSON, with boto3, and prints what came of each.

Input: {"endpoint": url, "calls": [[operation, input], ...]}. A text "$2.ContactId" in an input stands for the member
ContactId of what call 2 answered. Output: a list with {"answer": ...} or {"error": name, "status": code} for each.
"""

import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError


def resolve(value, results):
    if isinstance(value, dict):
        return {key: resolve(item, results) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, results) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        index, member = value[1:].split(".")
        return results[int(index)]["answer"][member]
    return value


def main():
    scenario = json.load(sys.stdin)
    client = boto3.client(
        "connect",
        endpoint_url=scenario["endpoint"],
        region_name="us-east-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="any secret",
        config=Config(retries={"total_max_attempts": 1}),
    )
    results = []
    for operation, given in scenario["calls"]:
        try:
            answer = getattr(client, xform_name(operation))(**resolve(given, results))
            answer.pop("ResponseMetadata")
            results.append({"answer": answer})
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            results.append({"error": error.response["Error"]["Code"], "status": status})
    json.dump(results, sys.stdout, default=str)


main()
