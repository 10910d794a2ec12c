package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.scoring.models.endpoints.EndpointErrors.otherAuthMode;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.services.AuthKeys;
import io.mltwin.scoring.models.services.AuthKeysBody;
import io.mltwin.scoring.models.services.AuthTokenBody;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.models.services.KeyType;
import io.mltwin.scoring.models.services.ServiceValidator;
import io.mltwin.scoring.operations.ArmOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Gives out the credentials of online endpoints: keys, and tokens of the caller. Azure Resource
 * Manager has authorized the actions.
 */
@ApplicationScoped
public class EndpointCredentialService {

    private final OnlineEndpointRepository rows;
    private final AuthKeys keys;
    private final EndpointTokens tokens;
    private final ArmOperations operations;
    private final Event<OnlineEndpointChanged> changed;
    private final Clock clock;

    public EndpointCredentialService(
            OnlineEndpointRepository rows,
            AuthKeys keys,
            EndpointTokens tokens,
            ArmOperations operations,
            Event<OnlineEndpointChanged> changed,
            Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.tokens = tokens;
        this.operations = operations;
        this.changed = changed;
        this.clock = clock;
    }

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

    AuthKeysBody listKeys(ArmCall call) {
        return RowTransactions.inOne(() -> OnlineEndpointMapper.keys(withKeys(call)));
    }

    /**
     * Replaces a key by the one that the request gives, else by a random one. A key that is already
     * the endpoint's counts as none given: Azure's Python client sends the one that is to go.
     */
    Outcome regenerate(ArmCall call, RegenerateBody body) {
        rows.lock(call.id().key());
        OnlineEndpointEntity row = withKeys(call);
        AuthKeysBody there = OnlineEndpointMapper.keys(row);
        boolean isOld = body.keyValue() == null
                || body.keyValue().equals(there.primaryKey())
                || body.keyValue().equals(there.secondaryKey());
        OnlineEndpointMapper.setKeys(row, keys.replace(there, body.type(), isOld ? null : body.keyValue()));
        row.systemData = ResourceHistory.modified(row.systemData, call.caller(), clock.instant());
        changed.fire(new OnlineEndpointChanged(row.hostKey, OnlineEndpointMapper.served(row)));
        return Outcome.accepted(202, null, operations.done(call.id()));
    }

    @Transactional
    TokenBody token(ArmCall call) {
        OnlineEndpointEntity row = require(call);
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

    private OnlineEndpointEntity withKeys(ArmCall call) {
        OnlineEndpointEntity row = require(call);
        if (mode(row) != AuthMode.KEY) {
            throw otherAuthMode(row.name, mode(row), "It has no keys.");
        }
        return row;
    }

    private static AuthMode mode(OnlineEndpointEntity row) {
        return JsonText.as(row.content, EndpointContent.class).authMode();
    }

    private OnlineEndpointEntity require(ArmCall call) {
        return rows.findByIdOptional(call.id().key()).orElseThrow(() -> resourceNotFound(call.id()));
    }
}
