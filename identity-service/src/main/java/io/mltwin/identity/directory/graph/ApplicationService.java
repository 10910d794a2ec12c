package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ApplicationDirectory;
import io.mltwin.identity.directory.DirectoryApplication;
import io.mltwin.identity.directory.DirectoryApplication.ApplicationChange;
import io.mltwin.identity.directory.DirectoryOwners;
import io.mltwin.identity.rbac.access.AccessService;
import jakarta.inject.Singleton;
import java.util.List;

/** Registrations of applications through Microsoft Graph. The creator of one owns it. */
@Singleton
record ApplicationService(
        GraphAuthorizer graph,
        GraphObjects objects,
        ApplicationDirectory applications,
        DirectoryOwners owners,
        AccessService access)
        implements CredentialHolders {

    @Override
    public GraphType type() {
        return GraphType.APPLICATION;
    }

    @Override
    public List<ObjectNode> list() {
        GraphCaller caller = graph.requireRead(GraphArea.APPLICATIONS);
        return applications.list(caller.tenantId()).stream().map(objects::show).toList();
    }

    @Override
    public ObjectNode get(String id) {
        GraphCaller caller = graph.requireRead(GraphArea.APPLICATIONS, AsciiCase.lower(id));
        return objects.show(required(id, caller));
    }

    /** Returns the object id of the application with this application id. */
    @Override
    public String objectId(String applicationId) {
        GraphCaller caller = graph.caller();
        return applications
                .findByApplicationId(applicationId, caller.tenantId())
                .map(DirectoryApplication::objectId)
                .orElse(applicationId);
    }

    @Override
    public ObjectNode create(GraphPayload body) {
        GraphCaller caller = graph.requireCreate(GraphArea.APPLICATIONS);
        ApplicationChange wanted = ApplicationPayload.read(body, null);
        DirectoryApplication made =
                applications.create(caller.tenantId(), wanted, CredentialPayload.keys(body.objects("keyCredentials")));
        owners.add(made.objectId(), caller.objectId());
        return objects.show(made);
    }

    @Override
    public void update(String id, GraphPayload body) {
        DirectoryApplication present = changeable(id);
        ApplicationChange wanted = ApplicationPayload.read(body, present);
        applications.update(present.objectId(), wanted);
        if (body.has("keyCredentials")) {
            applications.replaceKeys(present.objectId(), CredentialPayload.keys(body.objects("keyCredentials")));
        }
    }

    @Override
    public void delete(String id) {
        applications.delete(changeable(id).objectId());
        access.refresh();
    }

    @Override
    public GraphBody.PasswordCredential addPassword(String id, GraphPayload body) {
        DirectoryApplication application = changeable(id);
        return GraphMapper.secret(applications.addSecret(application.objectId(), CredentialPayload.secret(body)));
    }

    @Override
    public void removePassword(String id, GraphPayload body) {
        applications.removeSecret(changeable(id).objectId(), CredentialPayload.keyId(body));
    }

    private DirectoryApplication changeable(String id) {
        GraphCaller caller = graph.requireChange(GraphArea.APPLICATIONS, AsciiCase.lower(id));
        return required(id, caller);
    }

    private DirectoryApplication required(String id, GraphCaller caller) {
        return applications.find(id, caller.tenantId()).orElseThrow(() -> notFound(id));
    }
}
