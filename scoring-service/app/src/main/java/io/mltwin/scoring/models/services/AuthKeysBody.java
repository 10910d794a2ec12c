package io.mltwin.scoring.models.services;

/** {@code AuthKeys}: the two keys of a web service. */
public record AuthKeysBody(String primaryKey, String secondaryKey) {
    @Override
    public String toString() {
        return "keys";
    }
}
