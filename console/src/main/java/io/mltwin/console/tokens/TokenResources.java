package io.mltwin.console.tokens;

import io.mltwin.console.session.TokenAudience;

/** The names by which tokens for Azure's resources are asked for. */
final class TokenResources {

    private TokenResources() {}

    static String of(TokenAudience audience) {
        return switch (audience) {
            case ARM -> "https://management.azure.com";
            case MACHINE_LEARNING -> "https://ml.azure.com";
            case KEY_VAULT -> "https://vault.azure.net";
            case STORAGE -> "https://storage.azure.com";
            case LOGS -> "https://api.loganalytics.io";
            case GRAPH -> "https://graph.microsoft.com";
            case CONTAINER_REGISTRY -> "https://containerregistry.azure.net";
            case ADMINISTRATION -> "api://mltwin-admin";
        };
    }
}
