package io.mltwin.tokencheck.bodies;

/** The rules of a plane, for each of its paths. */
@FunctionalInterface
public interface BodyRules {

    /**
     * The rule for a request.
     *
     * @param path internal
     */
    BodyRule of(String method, String path);
}
