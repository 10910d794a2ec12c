package io.mltwin.local.postgres;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets root start PostgreSQL, which refuses to run as root: in a user namespace of its own, else as
 * the user nobody.
 */
public record Unprivileged(Way way) {

    enum Way {
        AS_OURSELVES(List.of()),
        USER_NAMESPACE(List.of("unshare", "--user")),
        NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

        private final List<String> prefix;

        Way(List<String> prefix) {
            this.prefix = prefix;
        }
    }

    private static final String NOBODY_UID = "65534";

    /** Returns the first way that works on this machine. */
    public static Unprivileged find() throws InterruptedException {
        if (!"0".equals(uidUnder(List.of()))) {
            return new Unprivileged(Way.AS_OURSELVES);
        }
        for (Way way : List.of(Way.USER_NAMESPACE, Way.NOBODY)) {
            String uid = uidUnder(way.prefix);
            if (!uid.isEmpty() && !"0".equals(uid)) {
                return new Unprivileged(way);
            }
        }
        throw new RefusalException(
                "PostgreSQL does not run as root, and neither 'unshare --user' nor 'setpriv' works here:"
                        + " start mltwin as another user.");
    }

    private static String uidUnder(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("id", "-u"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String uid = BoundedContent.printed(process).strip();
            return process.waitFor() == 0 ? uid : "";
        } catch (IOException e) {
            // The program does not exist here: this way is not open.
            return "";
        }
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(way.prefix);
        whole.addAll(command);
        return whole;
    }

    /**
     * Gives a folder and what is in it to the user that PostgreSQL will run as, and lets that user
     * reach it.
     */
    void handOver(Path folder) throws IOException {
        if (way != Way.NOBODY) {
            return;
        }
        UserPrincipalLookupService users = folder.getFileSystem().getUserPrincipalLookupService();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setOwner(file, users.lookupPrincipalByName(NOBODY_UID));
            }
        }
        // data/ holds only folders that are private each for itself.
        Path parent = folder.getParent();
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(parent);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(parent, permissions);
        requireReachable(folder);
    }

    /** Refuses a place that the user nobody cannot reach. */
    void requireReachable(Path folder) throws IOException {
        if (way != Way.NOBODY) {
            return;
        }
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new RefusalException("PostgreSQL does not run as root, and the user nobody cannot reach "
                        + above
                        + ": start mltwin as another user, or choose a --data folder (and MLTWIN_CACHE) outside it.");
            }
        }
    }
}
