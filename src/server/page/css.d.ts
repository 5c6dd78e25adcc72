// The bundler handles style sheets; they export no values.
declare module '*.css';
