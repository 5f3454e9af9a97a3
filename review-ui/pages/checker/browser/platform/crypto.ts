/** `node:crypto` in a browser: there is no key outside the server, so no stamp is ever signed or verified here. */
const unavailable = (): never => {
  throw new Error('a stamp can be verified by the server only');
};

export const createHmac = unavailable;
export const timingSafeEqual = unavailable;
