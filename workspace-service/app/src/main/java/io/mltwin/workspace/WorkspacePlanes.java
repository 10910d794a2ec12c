package io.mltwin.workspace;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The planes of workspace-service: ARM for tokens of its audiences, cloud metadata and ARM's own
 * keys for anyone, blob and file for storage tokens and for the credentials that storage checks
 * itself (SharedKey, SAS), Databricks workspaces for the tokens that they check themselves, each
 * notebook resource for its own tokens, which it renews for every caller who has a refresh token.
 */
class WorkspacePlanes {

    @Produces
    @Singleton
    Planes planes(Addresses addresses) {
        List<String> storage = Audiences.storage(addresses);
        return new Planes(List.of(
                Plane.aad("/arm", Envelope.ARM, Audiences.arm(addresses)),
                Plane.anonymous("/arm/metadata", Envelope.ARM),
                Plane.anonymous("/.well-known", Envelope.ARM).duringReset(),
                Plane.aad("/blob", Envelope.BLOB, storage).withOtherSchemes().withBodies(BodyRule.FILE),
                Plane.aad("/file", Envelope.BLOB, storage).withOtherSchemes().withBodies(BodyRule.FILE),
                Plane.notebook("/notebook", Envelope.JUPYTER, Audiences.notebook(addresses))
                        // 16 MiB of content are so much in base64
                        .withBodies(BodyRule.mebibytes(24)),
                // its resource proves access tokens of a workspace, and Azure AD's
                Plane.anonymous("/databricks", Envelope.MLFLOW),
                Plane.anonymous("/notebook-token", Envelope.AZURE_AD).withBodies(BodyRule.FORM)));
    }
}
