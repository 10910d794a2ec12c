package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.invalidApiVersion;
import static io.mltwin.armweb.ArmErrors.missingApiVersion;
import static io.mltwin.encoding.Absence.isBlank;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates the api-version of a request. */
public final class ApiVersions {

    private static final Pattern VERSION = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(-[A-Za-z][A-Za-z0-9.-]*)?");
    private static final int OLDEST_YEAR = 2015;

    private ApiVersions() {}

    /**
     * Lets a date of 2015 or later pass, with or without {@code -preview}.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static void check(String version) {
        if (isBlank(version)) {
            throw missingApiVersion();
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || !isRecent(matcher.group(1))) {
            throw invalidApiVersion(version);
        }
    }

    private static boolean isRecent(String date) {
        try {
            return LocalDate.parse(date).getYear() >= OLDEST_YEAR;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    /**
     * Wants an api-version: a date of 2015 or later, with or without {@code -preview}. One shape is
     * answered for all of them.
     */
    @Singleton
    static class ApiVersionStage implements ArmStage {

        @Override
        public void apply(ArmExchange exchange) {
            ApiVersions.check(exchange.call.apiVersion());
        }
    }
}
