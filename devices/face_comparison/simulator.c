/* A comparer for tests and demonstrations: compares colours, not faces, and must never be used on people.
 *
 * Built by `python -m devices.face_comparison.simulator LIBRARY`. It takes the mean colour of both pictures: a dark
 * picture is nobody (UNSURE), one close to the portrait's colour is its MATCH, another one is NO_MATCH. Faults by
 * colour: pure cyan is an answer nobody knows, pure magenta a crash, pure yellow a hang.
 */
#include "face_comparer.h"
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void mean_colour(const unsigned char *pixels, int width, int height, int *colour)
{
    const long number = (long)width * height;
    for (int channel = 0; channel < 3; channel++) {
        long sum = 0;
        for (long pixel = 0; pixel < number; pixel++)
            sum += pixels[pixel * 3 + channel];
        colour[channel] = (int)(sum / number);
    }
}

static int is_pure(const int *colour, int blue, int green, int red)
{
    const int wanted[3] = {blue, green, red};
    for (int channel = 0; channel < 3; channel++)
        if (abs(colour[channel] - wanted[channel] * 255) > 24)
            return 0;
    return 1;
}

int onewindow_face_abi(void) { return ONEWINDOW_FACE_ABI; }

int onewindow_face_compare(const unsigned char *portrait, int portrait_width, int portrait_height,
                           const unsigned char *picture, int width, int height)
{
    int wanted[3], seen[3], apart = 0;
    mean_colour(portrait, portrait_width, portrait_height, wanted);
    mean_colour(picture, width, height, seen);
    if (is_pure(seen, 1, 1, 0))
        return 7;
    if (is_pure(seen, 1, 0, 1))
        raise(SIGSEGV);
    if (is_pure(seen, 0, 1, 1))
        for (;;)
            pause();
    if (seen[0] + seen[1] + seen[2] < 60)
        return ONEWINDOW_FACE_UNSURE;
    for (int channel = 0; channel < 3; channel++)
        apart += abs(wanted[channel] - seen[channel]);
    return apart <= 60 ? ONEWINDOW_FACE_MATCH : ONEWINDOW_FACE_NO_MATCH;
}
