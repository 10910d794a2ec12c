package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What applications and service principals have in common in Microsoft Graph. */
interface CredentialHolders {

    GraphType type();

    List<ObjectNode> list();

    ObjectNode get(String id);

    ObjectNode create(GraphPayload body);

    void update(String id, GraphPayload body);

    void delete(String id);

    GraphBody.PasswordCredential addPassword(String id, GraphPayload body);

    void removePassword(String id, GraphPayload body);

    /** The object id of the one of this application. */
    String objectId(String applicationId);
}
