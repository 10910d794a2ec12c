package io.mltwin.platform.requests;

/**
 * How the bodies of a plane are taken.
 *
 * @param largest bytes; a longer one is refused, 413
 * @param streamed the resource reads it while it arrives; else it is read before the resource is
 *     called
 */
public record BodyRule(long largest, boolean streamed) {

    /** What all bodies in memory that are not small may take together, in bytes: a quarter of the heap. */
    public static final long MOST_IN_MEMORY = Runtime.getRuntime().maxMemory() / 4;

    private static final long MEBIBYTE = 1 << 20;

    /**
     * The limit of Azure Resource Manager, which suffices wherever a body is one JSON document.
     */
    public static final BodyRule DOCUMENT = buffered(4 * MEBIBYTE);

    /** Forms and what programs tell each other: nobody without a token may fill the memory. */
    public static final BodyRule FORM = buffered(MEBIBYTE / 4);

    /** Files: as much as one request may bring. */
    public static final BodyRule FILE = new BodyRule(512 * MEBIBYTE, true);

    /**
     * Returns a body that is in memory before the resource is called: never more than the heap
     * bears.
     */
    public static BodyRule buffered(long largest) {
        return new BodyRule(Math.min(largest, MOST_IN_MEMORY), false);
    }

    public static BodyRule mebibytes(int largest) {
        return buffered(largest * MEBIBYTE);
    }
}
