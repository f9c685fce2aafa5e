/** What a suite's mean is called where a primary endpoint is named. */
export const MEAN = 'mean'
