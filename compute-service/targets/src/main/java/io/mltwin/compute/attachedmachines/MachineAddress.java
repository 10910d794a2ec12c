package io.mltwin.compute.attachedmachines;

import java.util.regex.Pattern;

/**
 * An account on a machine.
 *
 * @param host a name or an address
 */
public record MachineAddress(String host, int port, String username) {

    /** SSH's own port, where a request names none. */
    public static final int DEFAULT_PORT = 22;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    /** Returns whether a text can be a host's name or address. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Returns whether a text can be the name of an account. */
    public static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches();
    }

    boolean isSameServer(MachineAddress other) {
        return host.equals(other.host) && port == other.port;
    }

    /** {@code azureuser@10.0.0.4:22}. */
    @Override
    public String toString() {
        return username + "@" + server();
    }

    String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
