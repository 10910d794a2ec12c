package io.mltwin.workspace.storage.content;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Knows which files are being read part by part: one that is given up meanwhile is deleted when the
 * last reader is done. What a process that dies had not deleted yet, the sweep of the next one
 * does.
 */
@Singleton
class ContentUse {

    private final ContentFiles files;
    private final Map<UUID, Integer> readers = new HashMap<>();
    private final Set<UUID> givenUp = new HashSet<>();

    ContentUse(ContentFiles files) {
        this.files = files;
    }

    synchronized void begin(Collection<UUID> contents) {
        contents.forEach(id -> readers.merge(id, 1, Integer::sum));
    }

    void end(Collection<UUID> contents) {
        Set<UUID> last = new HashSet<>();
        synchronized (this) {
            for (UUID id : contents) {
                if (readers.merge(id, -1, Integer::sum) == 0) {
                    readers.remove(id);
                    if (givenUp.remove(id)) {
                        last.add(id);
                    }
                }
            }
        }
        last.forEach(files::delete);
    }

    /** After the commit that ceased to refer to it. */
    void delete(UUID content) {
        synchronized (this) {
            if (readers.containsKey(content)) {
                givenUp.add(content);
                return;
            }
        }
        files.delete(content);
    }
}
