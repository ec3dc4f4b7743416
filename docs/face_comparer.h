/* Comparing a face with the portrait of a card: what a library for OneWindow exports. ABI 1.
 *
 * No open comparer with liveness that a public service could answer for is known; makers sell closed ones. Wrap yours
 * in a shared library with these two functions and name it in the settings: driver = "face", options = { library = "…" }.
 * Every comparison runs in a process of its own that ends with it: a crash or a hang costs the comparison, and whatever
 * the library kept of a person is gone with its process. It must write nothing and open no connection.
 */
#ifndef ONEWINDOW_FACE_COMPARER_H
#define ONEWINDOW_FACE_COMPARER_H

#define ONEWINDOW_FACE_ABI 1
#define ONEWINDOW_FACE_MATCH 0
#define ONEWINDOW_FACE_NO_MATCH 1
/* Nobody or several people in the picture, too dark, not yet known to be alive: the next picture comes. */
#define ONEWINDOW_FACE_UNSURE 2

#ifdef __cplusplus
extern "C" {
#endif

/* ONEWINDOW_FACE_ABI of this header. */
int onewindow_face_abi(void);

/* One picture of the camera against the portrait. Pixels: rows from the top without gaps, three bytes a pixel, blue
 * first. The pictures of one person come one after the other, in order, until the answer is MATCH or NO_MATCH or the
 * time is over: what tells a living face from a photograph may look at all of them. Any other answer is a fault. */
int onewindow_face_compare(const unsigned char *portrait, int portrait_width, int portrait_height,
                           const unsigned char *picture, int width, int height);

#ifdef __cplusplus
}
#endif
#endif
