package io.mltwin.console.runs;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/**
 * The kinds of images that pages show. A kind follows from the name alone, never from the content,
 * and no kind can hold a script.
 */
final class RunImage {

    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp");

    private RunImage() {}

    /** Returns the content type of an image; null for what is none. */
    static String contentType(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? null : TYPES.get(AsciiCase.lower(path.substring(dot + 1)));
    }
}
