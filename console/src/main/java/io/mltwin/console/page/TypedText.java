package io.mltwin.console.page;

import static io.mltwin.encoding.Absence.orEmpty;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Fields of forms and queries as they were typed; a field that the browser did not send is null.
 */
public final class TypedText {

    private TypedText() {}

    /** Returns a field without the spaces around it; empty for null. */
    public static String stripped(String field) {
        return orEmpty(field).strip();
    }

    /**
     * Returns the first field of a name without the spaces around it; empty where there is none.
     */
    public static String stripped(MultivaluedMap<String, String> form, String name) {
        return stripped(form.getFirst(name));
    }
}
