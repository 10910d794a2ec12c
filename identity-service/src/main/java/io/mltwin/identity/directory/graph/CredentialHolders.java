package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The operations that applications and service principals share in Microsoft Graph. */
interface CredentialHolders {

    GraphType type();

    List<ObjectNode> list();

    ObjectNode get(String id);

    ObjectNode create(GraphPayload body);

    void update(String id, GraphPayload body);

    void delete(String id);

    GraphBody.PasswordCredential addPassword(String id, GraphPayload body);

    void removePassword(String id, GraphPayload body);

    /** Returns the object id of the application or of its service principal. */
    String objectId(String applicationId);
}
