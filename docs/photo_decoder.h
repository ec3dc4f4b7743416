/* The photo of an identity card: what a decoder library for OneWindow exports. ABI 1.
 *
 * The chip holds the photo as 1024 bytes (WLT). No open decoder is known; makers of readers sell closed ones. Wrap
 * yours in a shared library with these two functions and name it in the settings: options = { photo_library = "…" }.
 * It is loaded in a process of its own: a crash or a hang costs the picture, never the card.
 */
#ifndef ONEWINDOW_PHOTO_DECODER_H
#define ONEWINDOW_PHOTO_DECODER_H

#define ONEWINDOW_PHOTO_ABI 1
#define ONEWINDOW_PHOTO_BYTES 1024
#define ONEWINDOW_PHOTO_WIDTH 102
#define ONEWINDOW_PHOTO_HEIGHT 126

#ifdef __cplusplus
extern "C" {
#endif

/* ONEWINDOW_PHOTO_ABI of this header. */
int onewindow_photo_abi(void);

/* photo: ONEWINDOW_PHOTO_BYTES as the chip holds them. pixels: WIDTH * HEIGHT * 3 bytes to fill, rows from the top,
 * three bytes a pixel, blue first. Returns 0; anything else: no picture. One call at a time. */
int onewindow_photo_decode(const unsigned char *photo, unsigned char *pixels);

#ifdef __cplusplus
}
#endif
#endif
