package io.mltwin.console.azure;

/** Texts in the filters of Azure's lists, which are OData's. */
public final class ODataText {

    private ODataText() {}

    /** Returns the condition that a property is this text. */
    public static String equal(String property, String text) {
        return property + " eq '" + escape(text) + "'";
    }

    /** Returns a text as it stands between the quotes of a filter. */
    public static String escape(String text) {
        return text.replace("'", "''");
    }
}
