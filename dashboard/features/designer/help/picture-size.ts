/** All pictures of the help are of one size in pixels: room is kept for them, so that the text stays where it is while they load. */
export const PICTURE_SIZE = { width: 1080, height: 660 } as const;
