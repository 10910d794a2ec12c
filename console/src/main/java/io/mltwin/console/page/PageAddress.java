package io.mltwin.console.page;

import java.util.regex.Pattern;

/** Addresses that a form or a query names, to which an answer leads. */
public final class PageAddress {

    // no second slash or backslash: a browser would read the name of another host behind it
    private static final Pattern OF_CONSOLE = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*");

    private PageAddress() {}

    /** Returns an address below this host, as it is; for any other text the home page. */
    public static String ofConsole(String address) {
        return address != null && OF_CONSOLE.matcher(address).matches() ? address : "/";
    }
}
