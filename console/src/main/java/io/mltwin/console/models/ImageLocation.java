package io.mltwin.console.models;

/**
 * Where a registry has an image.
 *
 * @param repository its name, which may have slashes
 * @param reference a tag, or a digest
 */
record ImageLocation(String repository, String reference) {

    private static final String LATEST = "latest";

    /** Reads {@code HOST:PORT/REPOSITORY:TAG} and {@code HOST/REPOSITORY@DIGEST}. */
    static ImageLocation parse(String location) {
        String name = location.substring(location.indexOf('/') + 1);
        int digest = name.indexOf('@');
        if (digest >= 0) {
            return new ImageLocation(name.substring(0, digest), name.substring(digest + 1));
        }
        int tag = name.lastIndexOf(':');
        return tag < 0
                ? new ImageLocation(name, LATEST)
                : new ImageLocation(name.substring(0, tag), name.substring(tag + 1));
    }
}
