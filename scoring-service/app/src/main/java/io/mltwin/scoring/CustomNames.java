package io.mltwin.scoring;

/** The names that lead to web services: customers' own, and those of clusters. */
public interface CustomNames {

    /**
     * Returns the internal path of a request at a customer's name, or null.
     *
     * @param host lower case, without port
     */
    String internalPath(String host, String path);

    /** Returns whether this is such a name. */
    boolean isKnown(String host);
}
