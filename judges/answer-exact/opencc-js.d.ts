/** Pairs of a traditional character and its simplified form: `㑯 㑔|㑳 㑇|…`. The package has no types for its tables. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string
  export default pairs
}
