package io.mltwin.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells who calls within this machine, by the kernel's tables of sockets. */
final class LoopbackCaller {

    /** A table that changes while it is read may lack a line. */
    private static final int LOOKS = 3;

    // fields of a line of /proc/net/tcp
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;
    private static final int INODE = 9;

    private LoopbackCaller() {}

    /**
     * Returns the user who holds the calling end of a connection; empty where nobody does any more,
     * and where the kernel does not say it.
     */
    static Optional<Integer> user(SocketAddress caller, SocketAddress called) {
        String from = hexadecimal(caller);
        String to = hexadecimal(called);
        for (int i = 0; i < LOOKS; i++) {
            for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
                // an address of IPv4 ends one of IPv6 that stands for it
                try (Stream<String> lines = Files.lines(Path.of(table), StandardCharsets.US_ASCII)) {
                    Optional<Integer> user = lines.map(line -> line.strip().split("\\s+"))
                            .filter(fields -> fields[LOCAL].endsWith(from) && fields[REMOTE].endsWith(to))
                            // one that its process has closed is said to be root's
                            .filter(fields -> !fields[INODE].equals("0"))
                            .map(fields -> Integer.valueOf(fields[USER]))
                            .findFirst();
                    if (user.isPresent()) {
                        return user;
                    }
                } catch (IOException | UncheckedIOException missing) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns an address as the tables have it, in groups of four bytes of a little-endian machine. */
    private static String hexadecimal(SocketAddress place) {
        InetSocketAddress address = (InetSocketAddress) place;
        byte[] bytes = address.getAddress().getAddress();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            text.append("%02X".formatted(bytes[i ^ 3]));
        }
        return text + ":%04X".formatted(address.getPort());
    }
}
