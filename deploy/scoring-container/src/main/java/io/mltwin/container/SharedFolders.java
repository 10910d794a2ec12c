package io.mltwin.container;

import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Folders that containers share, such as one with packages: each is filled once for all containers that name the
 * same, which only read it, and is deleted with the last of them.
 */
public final class SharedFolders {

    private final Map<String, Shared> all = new HashMap<>();

    private static final class Shared {
        private int users;
        private Path folder;
    }

    /**
     * Makes a folder and fills it.
     *
     * @param <E> another exception than that of files
     */
    public interface Filling<E extends Exception> {

        /** Notes whether the folder is there already. */
        default void note(boolean isThere) throws IOException {}

        /** Returns a new and empty folder. */
        Path make() throws IOException;

        void fill(Path folder) throws IOException, E;
    }

    /** A container's share in a folder. */
    public final class Lease {
        private final String key;
        private final Shared shared;

        private Lease(String key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        public Path folder() {
            return shared.folder;
        }

        /** Gives it back; to be called once, when no process of the container is left. */
        public void end() throws IOException {
            release(key, shared);
        }
    }

    /**
     * Returns the folder of a name, which is filled unless it is there. Of containers that start at once one fills it,
     * and the others wait. Nothing is left of a folder that could not be filled.
     */
    public <E extends Exception> Lease take(String key, Filling<E> filling) throws IOException, E {
        Shared shared;
        synchronized (this) {
            shared = all.computeIfAbsent(key, unknown -> new Shared());
            shared.users++;
        }
        boolean isTaken = false;
        try {
            synchronized (shared) {
                filling.note(shared.folder != null);
                if (shared.folder == null) {
                    shared.folder = filled(filling);
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

    private static <E extends Exception> Path filled(Filling<E> filling) throws IOException, E {
        Path folder = filling.make();
        boolean isWhole = false;
        try {
            filling.fill(folder);
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
