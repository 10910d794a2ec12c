package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.endpoints.OnlineEndpointBody.AuthMode;
import io.mltwin.scoring.models.endpoints.ServedEndpoint.OnlineEndpointChanged;
import io.mltwin.scoring.models.services.AuthKeys;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.AuthKeys.KeyType;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.models.services.EndpointTokens.AuthTokenBody;
import io.mltwin.scoring.models.services.ServiceValidator;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/**
 * Gives out the credentials of online endpoints: keys, and tokens of the caller. Azure Resource
 * Manager has authorized the actions.
 */
@Singleton
record EndpointCredentialService(
        OnlineEndpointRepository rows, AuthKeys keys, EndpointTokens tokens, Event<OnlineEndpointChanged> changed) {

    /** {@code RegenerateEndpointKeysRequest}. */
    record RegenerateBody(String keyType, String keyValue) {

        KeyType type() {
            if (keyType != null && AsciiCase.equal("Primary", keyType)) {
                return KeyType.PRIMARY;
            }
            if (keyType != null && AsciiCase.equal("Secondary", keyType)) {
                return KeyType.SECONDARY;
            }
            throw invalid("keyType", "The keyType must be Primary or Secondary.");
        }

        @Override
        public String toString() {
            return "regenerate " + keyType;
        }
    }

    /**
     * {@code EndpointAuthToken}.
     *
     * @param expiryTimeUtc epoch seconds
     * @param refreshAfterTimeUtc epoch seconds
     */
    record TokenBody(String accessToken, long expiryTimeUtc, long refreshAfterTimeUtc, String tokenType) {
        @Override
        public String toString() {
            return "token until " + expiryTimeUtc;
        }
    }

    static void validate(RegenerateBody body) {
        body.type();
        ServiceValidator.validateKey(body.keyValue());
    }

    static AuthKeysBody keys(OnlineEndpointEntity row) {
        AuthMode mode = mode(row);
        if (mode != AuthMode.KEY) {
            throw otherAuthMode(row.name, mode, "It has no keys.");
        }
        return OnlineEndpointMapper.keys(row);
    }

    /**
     * Replaces a key by the one that the request gives, else by a random one. A key that is already
     * the endpoint's counts as none given: Azure's Python client sends the one that is to go.
     */
    void regenerate(OnlineEndpointEntity row, RegenerateBody body) {
        AuthKeysBody there = keys(row);
        boolean isOld = body.keyValue() == null
                || body.keyValue().equals(there.primaryKey())
                || body.keyValue().equals(there.secondaryKey());
        OnlineEndpointMapper.setKeys(row, keys.replace(there, body.type(), isOld ? null : body.keyValue()));
        changed.fire(new OnlineEndpointChanged(row.hostKey, OnlineEndpointMapper.served(row)));
    }

    TokenBody token(ArmCall call) {
        OnlineEndpointEntity row = RowTransactions.inOne(() -> rows.require(call.id()));
        AuthMode mode = mode(row);
        if (mode != AuthMode.AML_TOKEN) {
            throw otherAuthMode(
                    row.name,
                    mode,
                    mode == AuthMode.KEY ? "Call listKeys." : "Ask Azure AD for a token for https://ml.azure.com.");
        }
        AuthTokenBody token = tokens.issue(row.hostKey, call.id().parent().toString(), row.name, call.caller());
        return new TokenBody(token.accessToken(), token.expiryOn(), token.refreshAfter(), token.tokenType());
    }

    private static AuthMode mode(OnlineEndpointEntity row) {
        return JsonText.as(row.content, EndpointContent.class).authMode();
    }

    private static AzureException otherAuthMode(String name, AuthMode mode, String instead) {
        return badRequest("UserError", "The endpoint '%s' has the authMode %s. %s", name, mode.wireName(), instead);
    }
}
