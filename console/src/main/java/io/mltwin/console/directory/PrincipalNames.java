package io.mltwin.console.directory;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/**
 * Names of principals.
 *
 * @param byId by object id in lower case
 */
public record PrincipalNames(Map<String, String> byId) {

    /** Returns the name; the object id where the reader may not see it or it is gone. */
    public String nameOf(String objectId) {
        return objectId == null ? "" : byId.getOrDefault(AsciiCase.lower(objectId), objectId);
    }
}
