// A gateway that does not connect to its store again.
import { RedisStore } from '../../../dist/idempotency/redis-store.js';

const { connect } = RedisStore;
RedisStore.connect = (...args) =>
  connect.apply(RedisStore, args).then((store) => {
    let isGone = false;
    const { begin } = store;
    store.begin = async (token) => {
      if (isGone) throw new Error('Connection is closed.');
      return begin.call(store, token).catch((error) => {
        isGone = true;
        throw error;
      });
    };
    return store;
  });
