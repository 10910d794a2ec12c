package io.mltwin.scoring.models.inference;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import io.mltwin.container.server.SwaggerDocument;
import io.mltwin.scoring.models.services.Authentication;
import jakarta.inject.Singleton;

/** Answers {@code /swagger.json?version=} of a web service or online endpoint. */
@Singleton
class SwaggerDocuments {

    /**
     * Returns the document of the version that the request asks for, of version 2 by default. It has
     * what the deployment says of its input and output.
     *
     * @throws AzureException 404 for another version
     */
    byte[] document(ScoringRoute route, EndpointRequest request) {
        String version = QueryString.parse(request.query()).getOrDefault("version", SwaggerDocument.DEFAULT_VERSION);
        if (!SwaggerDocument.isVersion(version)) {
            throw notFound("NotFound", SwaggerDocument.unknownVersion(version));
        }
        return new SwaggerDocument(
                        route.target().name(),
                        route.target().credentials().form() != Authentication.NONE,
                        route.deployment().predictor().schemas(),
                        request.url())
                .write(version);
    }
}
