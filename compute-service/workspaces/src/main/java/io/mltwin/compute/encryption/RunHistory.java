package io.mltwin.compute.encryption;

import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;

/**
 * The run history of one workspace, opened with its data key: values at rest are JSON encrypted
 * under that key and bound to their place, so that no row's value can be put in another's.
 *
 * <p>It is opened before the transaction that uses it, since that may ask a customer's vault, and
 * serves one request or one step of background work: the next one asks again whether the key may be
 * used.
 */
public final class RunHistory {

    private final String workspaceId;
    private final DataKey key;

    RunHistory(String workspaceId, DataKey key) {
        this.workspaceId = workspaceId;
        this.key = key;
    }

    /** GUID of the workspace. */
    public String workspaceId() {
        return workspaceId;
    }

    /** Encrypts a value for a place. */
    public byte[] seal(String place, Object value) {
        return key.encrypt(Json.bytes(value), place);
    }

    /** Decrypts what was sealed for this place. */
    public <T> T open(String place, byte[] sealed, Class<T> type) {
        return Json.read(key.decrypt(sealed, place), type);
    }
}
