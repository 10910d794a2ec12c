package io.mltwin.platform.requests;

/** Finds the body rule of each path of a plane. */
@FunctionalInterface
public interface BodyRules {

    /**
     * Returns the rule for a request.
     *
     * @param path internal
     */
    BodyRule of(String method, String path);
}
