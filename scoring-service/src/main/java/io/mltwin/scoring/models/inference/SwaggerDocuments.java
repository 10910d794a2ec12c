package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import io.mltwin.container.server.SwaggerDocument;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import jakarta.inject.Singleton;

/** Answers {@code /swagger.json?version=} of a web service. */
@Singleton
public class SwaggerDocuments {

    /**
     * Returns the document of the version that the request asks for, of version 2 by default.
     *
     * @throws AzureException 404 for another version
     */
    byte[] document(Endpoint endpoint, EndpointRequest call) {
        Deployment deployment = endpoint.deployment();
        return document(
                new Service(deployment.serviceName(), deployment.authentication() != Authentication.NONE),
                endpoint.predictor().schemas(),
                call.url(),
                call.query());
    }

    /** The facts of a service that stand in its document. */
    public record Service(String name, boolean isSecured) {}

    /**
     * Returns the document of the version that the query asks for, of version 2 by default.
     *
     * @param said what the model says of its input and output; empty for nothing
     * @param url of the document, as the client used it
     * @throws AzureException 404 for another version
     */
    public byte[] document(Service service, byte[] said, String url, String query) {
        String version = QueryString.parse(query).getOrDefault("version", SwaggerDocument.DEFAULT_VERSION);
        if (!SwaggerDocument.isVersion(version)) {
            throw new AzureException(404, "NotFound", SwaggerDocument.unknownVersion(version));
        }
        return new SwaggerDocument(service.name(), service.isSecured(), said, url).write(version);
    }
}
