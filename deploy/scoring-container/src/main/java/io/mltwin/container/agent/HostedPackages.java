package io.mltwin.container.agent;

import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The packages of the containers of a host: received once for all containers that have the same, in
 * a folder that they only read, which goes with the last of them.
 */
final class HostedPackages {

    private final Path place;
    private final Map<String, Shared> all = new HashMap<>();

    HostedPackages(Path place) {
        this.place = place;
    }

    private static final class Shared {
        private int users;
        private Path folder;
    }

    /** Has the service send packages. */
    interface Reception {

        /** Tells the service whether they are here. */
        void tell(boolean areHere) throws IOException;

        /** Takes them in. */
        void receive(Path folder) throws IOException;
    }

    /** A container's share in packages. */
    final class Lease {
        private final String key;
        private final Shared shared;

        private Lease(String key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        Path folder() {
            return shared.folder;
        }

        /** Gives it back; to be called once, when no process of the container is left. */
        void end() throws IOException {
            release(key, shared);
        }
    }

    /**
     * Returns the packages of a name, which are received unless they are here. Of containers that
     * start at once one receives them, and the others wait.
     */
    Lease take(String key, Reception reception) throws IOException {
        Shared shared;
        synchronized (this) {
            shared = all.computeIfAbsent(key, unknown -> new Shared());
            shared.users++;
        }
        boolean isTaken = false;
        try {
            synchronized (shared) {
                reception.tell(shared.folder != null);
                if (shared.folder == null) {
                    shared.folder = receive(reception);
                }
            }
            isTaken = true;
            return new Lease(key, shared);
        } finally {
            if (!isTaken) {
                release(key, shared);
            }
        }
    }

    private Path receive(Reception reception) throws IOException {
        Path folder = Files.createTempDirectory(place, "packages-");
        boolean isWhole = false;
        try {
            reception.receive(folder);
            ScriptTree.share(folder);
            isWhole = true;
            return folder;
        } finally {
            if (!isWhole) {
                ScriptTree.delete(folder);
            }
        }
    }

    private void release(String key, Shared shared) throws IOException {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            all.remove(key);
        }
        synchronized (shared) {
            if (shared.folder != null) {
                ScriptTree.delete(shared.folder);
            }
        }
    }
}
