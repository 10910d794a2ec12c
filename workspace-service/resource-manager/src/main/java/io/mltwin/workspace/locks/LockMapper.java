package io.mltwin.workspace.locks;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import java.util.List;

/** Maps between a lock's row and its wire form. */
final class LockMapper {

    private static final TypeReference<List<LockBody.Owner>> OWNERS = new TypeReference<>() {};

    private LockMapper() {}

    static LockBody body(LockEntity row) {
        List<LockBody.Owner> owners = owners(row.owners);
        return new LockBody(
                row.id,
                row.name,
                LockBody.TYPE,
                new LockBody.Properties(row.level, row.notes, owners.isEmpty() ? null : owners));
    }

    static String owners(List<LockBody.Owner> owners) {
        return Json.write(orEmpty(owners));
    }

    private static List<LockBody.Owner> owners(String text) {
        return Json.read(text, OWNERS);
    }
}
