package io.mltwin.identity.directory.graph;

import io.mltwin.identity.directory.GraphPermission;
import java.util.Set;

/**
 * The caller of Microsoft Graph and its permissions.
 *
 * @param kind decides together with the permissions
 * @param administrator true with the directory role Global Administrator
 * @param permissions that the token carries: application permissions, or what a client may do in a
 *     user's name
 */
record GraphCaller(
        String tenantId, String objectId, Kind kind, boolean administrator, Set<GraphPermission> permissions) {

    enum Kind {
        MEMBER,
        GUEST,
        APPLICATION
    }

    boolean isUser() {
        return kind != Kind.APPLICATION;
    }

    boolean is(String otherObjectId) {
        return objectId.equals(otherObjectId);
    }
}
