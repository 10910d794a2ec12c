package io.mltwin.e2e.sdk;

import java.util.Comparator;

/** An operation as Azure's REST reference names it, with what makes it one of its own. */
record SdkOperation(Area area, String name) implements Comparable<SdkOperation> {
    private static final String UNNAMED = "unnamed: ";
    private static final Comparator<SdkOperation> ORDER =
            Comparator.comparing(SdkOperation::area).thenComparing(SdkOperation::name);

    /** The clients' parts of the services. */
    enum Area {
        SECRETS("secrets"),
        KEYS("keys"),
        CRYPTOGRAPHY("cryptography, by algorithm"),
        CERTIFICATES("certificates"),
        BLOB_SERVICE("blob service"),
        CONTAINERS("blob containers"),
        BLOBS("blobs");

        private final String title;

        Area(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** A request that nobody gave a name yet. */
    static SdkOperation unnamed(Area area, String call) {
        return new SdkOperation(area, UNNAMED + call);
    }

    boolean isUnnamed() {
        return name.startsWith(UNNAMED);
    }

    @Override
    public int compareTo(SdkOperation other) {
        return ORDER.compare(this, other);
    }
}
