package io.mltwin.telemetry.query;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.ArmErrors.wrongTenant;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.telemetry.query.QueryErrors.applicationNotFound;
import static io.mltwin.telemetry.query.QueryErrors.badArgument;
import static io.mltwin.telemetry.query.QueryErrors.badQuery;
import static io.mltwin.telemetry.query.QueryErrors.tooMany;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.components.ComponentService;
import io.mltwin.telemetry.query.kql.KqlException;
import io.mltwin.telemetry.query.kql.Query;
import io.mltwin.telemetry.query.kql.Rows;
import io.mltwin.telemetry.query.kql.Times;
import io.mltwin.telemetry.tables.InsightsTable;
import io.mltwin.telemetry.tables.InsightsTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs queries on the tables of a component, for callers that may query it.
 *
 * <p>Deviation: a query has less than in Azure: a result of 4 MB where Azure has 64, 16 MiB for
 * what it keeps, and 30 seconds; a sixth one at once is refused, where Azure lets it wait.
 */
@ApplicationScoped
public class QueryService {

    private static final String ACTION = "Microsoft.Insights/components/query/read";
    private static final int AT_ONCE = 5;
    private static final long MOST_BYTES = 16 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ComponentService components;
    private final InsightsTables tables;
    private final AccessClient access;
    private final Clock clock;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    QueryService(ComponentService components, InsightsTables tables, AccessClient access, Clock clock) {
        this.components = components;
        this.tables = tables;
        this.access = access;
        this.clock = clock;
    }

    /** Queries a component by its application id, {@code /v1/apps/{id}/query}. */
    QueryBody.Answer byApplication(String appId, QueryBody.Request request, boolean withRender, Caller caller) {
        return query(
                components.findByAppId(guid(appId)).orElseThrow(() -> applicationNotFound(appId)),
                request,
                withRender,
                caller);
    }

    /** Queries a component by its ARM id, {@code /v1/{resource}/query}. */
    QueryBody.Answer byResource(String path, QueryBody.Request request, boolean withRender, Caller caller) {
        ArmResourceId id = ArmResourceId.parse("/" + path);
        if (!AsciiCase.equal(id.type(), "Microsoft.Insights/components")) {
            throw notBuilt("Queries on resources of type " + id.type());
        }
        Optional<Component> component = components.find(id);
        if (component.isEmpty()) {
            access.require(caller, ACTION, id.toString());
            throw resourceNotFound(id);
        }
        return query(component.get(), request, withRender, caller);
    }

    private QueryBody.Answer query(Component component, QueryBody.Request request, boolean withRender, Caller caller) {
        if (AsciiCase.isOther(component.tenantId(), caller.tenantId())) {
            throw wrongTenant(caller.tenantId());
        }
        access.require(caller, ACTION, component.armId());
        if (request == null || isBlank(request.query())) {
            throw badArgument("the property 'query' is required.", "QueryValidationError");
        }
        Instant now = clock.instant();
        Timespan timespan = Timespan.parse(request.timespan(), now);
        try (EvaluationBudget budget = new EvaluationBudget(MOST_BYTES, LONGEST, QueryErrors::exhausted)) {
            if (running.merge(caller.objectId(), 1, Integer::sum) > AT_ONCE) {
                throw tooMany(AT_ONCE);
            }
            return run(component, Query.parse(request.query()), withRender, timespan, now, budget);
        } catch (KqlException notUnderstood) {
            throw badQuery(notUnderstood);
        } finally {
            running.computeIfPresent(caller.objectId(), (id, n) -> n == 1 ? null : n - 1);
        }
    }

    private QueryBody.Answer run(
            Component component,
            Query query,
            boolean withRender,
            Timespan timespan,
            Instant now,
            EvaluationBudget budget) {
        InsightsTable table = InsightsTable.find(query.table());
        if (table == null) {
            throw badArgument(
                    "the table '" + query.table() + "' is not known; there are " + InsightsTable.names() + ".",
                    "SemanticError");
        }
        Instant kept = now.minus(Duration.ofDays(component.retentionDays()));
        Instant from = timespan.from().isBefore(kept) ? kept : timespan.from();
        Rows input = new Rows(
                table.schema(),
                tables.rows(component, table, from, timespan.to()).peek(row -> budget.charge(0)),
                budget);
        return QueryMapper.answer(
                query.run(input, now), withRender ? new QueryBody.Render(query.visualization()) : null);
    }

    private static UUID guid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw applicationNotFound(text);
        }
    }

    /**
     * The query API's {@code timespan}: {@code PT1H}, {@code P1D}, {@code start/end}, {@code
     * start/duration}, {@code duration/end}.
     */
    record Timespan(Instant from, Instant to) {

        /** All that PostgreSQL and ISO 8601 can name. */
        private static final Timespan ALL =
                new Timespan(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

        /**
         * Reads a timespan; null or empty is all of time.
         *
         * @throws io.mltwin.armweb.AzureException 400 when it is none
         */
        static Timespan parse(String text, Instant now) {
            if (isBlank(text)) {
                return ALL;
            }
            String[] parts = text.strip().split("/", -1);
            try {
                if (parts.length == 1) {
                    return new Timespan(minus(now, parts[0]), now);
                }
                if (parts.length == 2) {
                    if (isDuration(parts[0])) {
                        Instant end = Times.parse(parts[1]);
                        return new Timespan(minus(end, parts[0]), end);
                    }
                    Instant start = Times.parse(parts[0]);
                    return new Timespan(start, isDuration(parts[1]) ? plus(start, parts[1]) : Times.parse(parts[1]));
                }
            } catch (DateTimeException | ArithmeticException malformed) {
                throw notOne(text);
            }
            throw notOne(text);
        }

        private static RuntimeException notOne(String text) {
            return badArgument(
                    "timespan '" + text + "' is no ISO 8601 duration or interval, such as PT1H.", "SyntaxError");
        }

        private static boolean isDuration(String text) {
            return text.startsWith("P");
        }

        private static Instant minus(Instant end, String text) {
            return end.atOffset(ZoneOffset.UTC).minus(amount(text)).toInstant();
        }

        private static Instant plus(Instant start, String text) {
            return start.atOffset(ZoneOffset.UTC).plus(amount(text)).toInstant();
        }

        private static TemporalAmount amount(String text) {
            return text.matches("P[\\dYMWD]+") ? Period.parse(text) : Duration.parse(text);
        }
    }
}
