package io.mltwin.local.layout;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Looks at the machine before anything starts; each thing that is not as it must be is one
 * sentence.
 */
public final class Preflight {
    static final long NEEDED_MEGABYTES = 512;
    private static final long MEGABYTE = 1024L * 1024;
    private static final int BACKLOG = 1;

    private Preflight() {}

    /** Makes the data folder; refuses one that cannot be written or whose disk is nearly full. */
    public static void folder(DataFolder folder) {
        try {
            folder.create();
            Path probe = Files.createTempFile(folder.run(), "probe", "");
            Files.write(probe, new byte[1]);
            Files.delete(probe);
            long free = Files.getFileStore(folder.root()).getUsableSpace() / MEGABYTE;
            if (free < NEEDED_MEGABYTES) {
                throw new RefusalException("Only "
                        + free
                        + " MB are free on the disk of "
                        + folder.root()
                        + ", and mltwin needs "
                        + NEEDED_MEGABYTES
                        + " MB: make room or choose another --data folder.");
            }
        } catch (IOException e) {
            throw notWritable(folder.root(), e);
        }
    }

    /** Writes the folder's troubles in one sentence. */
    public static RefusalException notWritable(Path folder, IOException e) {
        String reason = reason(e);
        if (reason.contains("No space left")) {
            return new RefusalException(
                    "The disk of " + folder + " is full: make room or choose another --data folder.", e);
        }
        return new RefusalException(
                "The folder " + folder + " cannot be written (" + reason + "): choose another with --data.", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    /** Refuses ports that something else listens on, on either loopback family. */
    public static void ports(Map<Integer, String> ports) {
        for (Map.Entry<Integer, String> port : ports.entrySet()) {
            for (String address : new String[] {"127.0.0.1", "::1"}) {
                if (taken(port.getKey(), address)) {
                    throw new RefusalException("Port "
                            + port.getKey()
                            + ", which "
                            + port.getValue()
                            + " needs, is taken by another program: end that, or choose other ports with --port-base.");
                }
            }
        }
    }

    private static boolean taken(int port, String address) {
        try (ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getByName(address))) {
            return !socket.isBound();
        } catch (BindException e) {
            // "Cannot assign requested address": this machine has no IPv6, so nobody listens there.
            return !String.valueOf(e.getMessage()).contains("assign");
        } catch (IOException e) {
            // A machine without that address family.
            return false;
        }
    }
}
