package io.mltwin.access;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Asks identity, the one evaluator of Azure RBAC, whether a principal may do something. Allowed
 * answers are kept for less than a second from when they were asked for, denied ones never; when
 * identity cannot be asked, the answer is no.
 */
@Singleton
public class AccessClient implements Resettable {

    private static final int MOST_CHECKS = 500;
    // a permission that was taken away a second ago must be asked for again
    private static final Duration KEPT = Duration.ofMillis(900);
    // a machine that is busy is slow, and what is not answered is refused
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServiceHttp http;
    private final Tokens tokens;
    private final LongSupplier nanos;
    // what was allowed, with when that was asked: an answer may be old when it comes
    private final BoundedMemory<Key, Long> allowed = new BoundedMemory<>(6 << 20, KEPT);

    @Inject
    public AccessClient(ServiceHttp http, Tokens tokens) {
        this(http, tokens, System::nanoTime);
    }

    AccessClient(ServiceHttp http, Tokens tokens, LongSupplier nanos) {
        this.http = http;
        this.tokens = tokens;
        this.nanos = nanos;
    }

    /**
     * One question.
     *
     * @param data true for a data action
     */
    public record Check(String action, String scope, boolean data) {}

    private record Key(String principalId, List<String> groups, Check check) {}

    record Question(String tenantId, String principalId, List<String> groups, List<Check> checks) {}

    record Decisions(List<Boolean> decisions, Denials.Denial denial) {}

    /**
     * Passes when the caller may do the action at the scope.
     *
     * @throws AzureException 403 {@code AuthorizationFailed}, or 503 when identity cannot be asked
     */
    public void require(Caller caller, String action, String scope) {
        if (!isAllowed(caller, new Check(action, scope, false))) {
            throw refusal(caller, action, scope);
        }
    }

    /**
     * The 403 for what this thread was just denied: {@code AuthorizationFailed}, or {@code
     * DenyAssignmentAuthorizationFailed} when only a deny assignment stands against it. It names
     * the decision, which {@code mltwin why} explains.
     */
    public AzureException refusal(Caller caller, String action, String scope) {
        return Denials.fault(caller, action, scope);
    }

    public boolean isAllowed(Caller caller, Check check) {
        Key key = key(caller, check);
        if (isKept(caller, key)) {
            Denials.note(null);
            return true;
        }
        Decisions answer = ask(caller, List.of(check), List.of(key));
        Denials.note(answer.denial());
        return answer.decisions().get(0);
    }

    /**
     * One answer each, in order; any number of checks. A 403 of the same request that follows names
     * the first that was denied.
     */
    public List<Boolean> decide(Caller caller, List<Check> checks) {
        List<Boolean> answers = new ArrayList<>(checks.size());
        Denials.Denial first = null;
        for (int from = 0; from < checks.size(); from += MOST_CHECKS) {
            Decisions some = decideBatch(caller, checks.subList(from, Math.min(checks.size(), from + MOST_CHECKS)));
            answers.addAll(some.decisions());
            first = first == null ? some.denial() : first;
        }
        Denials.note(first);
        return answers;
    }

    @Override
    public void clear() {
        allowed.clear();
    }

    private Decisions decideBatch(Caller caller, List<Check> checks) {
        List<Key> keys = checks.stream().map(check -> key(caller, check)).toList();
        return keys.stream().allMatch(key -> isKept(caller, key))
                ? new Decisions(keys.stream().map(key -> true).toList(), null)
                : ask(caller, checks, keys);
    }

    private boolean isKept(Caller caller, Key key) {
        Long asked = allowed.of(caller.tenantId()).get(key);
        return asked != null && nanos.getAsLong() - asked < KEPT.toNanos();
    }

    private Decisions ask(Caller caller, List<Check> checks, List<Key> keys) {
        EventLoopOrWorker.requireWorker();
        long asked = nanos.getAsLong();
        ServiceAnswer answer = http.request(ServiceName.IDENTITY, "POST", "/_mltwin/access/check")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new Question(caller.tenantId(), caller.objectId(), caller.groups(), checks))
                .timeout(PATIENCE)
                .send();
        if (!answer.isSuccess()) {
            throw new AzureException(
                    503,
                    "AuthorizationUnavailable",
                    "The permission could not be checked, so the request is refused: "
                            + answer.fault().getMessage());
        }
        Decisions read = answer.as(Decisions.class);
        List<Boolean> decisions = read.decisions();
        if (decisions == null || decisions.size() != checks.size() || decisions.contains(null)) {
            throw new AzureException(
                    503,
                    "AuthorizationUnavailable",
                    "The permission check had no complete answer, so the request is refused.");
        }
        for (int i = 0; i < keys.size(); i++) {
            if (decisions.get(i)) {
                allowed.of(caller.tenantId()).put(keys.get(i), asked);
            }
        }
        return read;
    }

    private static Key key(Caller caller, Check check) {
        return new Key(caller.objectId(), caller.groups(), lower(check));
    }

    private static Check lower(Check check) {
        return new Check(AsciiCase.lower(check.action()), AsciiCase.lower(check.scope()), check.data());
    }
}
