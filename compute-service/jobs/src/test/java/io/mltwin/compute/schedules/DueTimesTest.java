package io.mltwin.compute.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import io.mltwin.compute.schedules.ScheduleBody.TriggerBody;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When schedules are due. */
class DueTimesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Trigger trigger(String text) throws IOException {
        return TriggerValidator.read(Json.read(text.replace('\'', '"'), TriggerBody.class));
    }

    /** Up to three due times of a schedule that is made at the given time. */
    private static String due(String text, String created) throws IOException {
        Trigger trigger = trigger(text);
        Instant made = Instant.parse(created);
        List<String> times = new ArrayList<>();
        Optional<Instant> next = trigger.next(made, made.minusNanos(1));
        while (next.isPresent() && times.size() < 3) {
            times.add(next.get().toString());
            next = trigger.next(made, next.get());
        }
        return String.join(" ", times);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*/20 * * * *|2024-03-01T10:05:00Z|2024-03-01T10:20:00Z 2024-03-01T10:40:00Z 2024-03-01T11:00:00Z",
                "0 9 * * *|2024-03-01T09:00:00Z|2024-03-01T09:00:00Z 2024-03-02T09:00:00Z 2024-03-03T09:00:00Z",
                "0 9 * * *|2024-03-01T09:00:01Z|2024-03-02T09:00:00Z 2024-03-03T09:00:00Z 2024-03-04T09:00:00Z",
                "30 8,17 * * mon-fri|2024-03-01T12:00:00Z|2024-03-01T17:30:00Z 2024-03-04T08:30:00Z 2024-03-04T17:30:00Z",
                "0 0 * * 0|2024-03-01T00:00:00Z|2024-03-03T00:00:00Z 2024-03-10T00:00:00Z 2024-03-17T00:00:00Z",
                "0 0 29 2 *|2024-03-01T00:00:00Z|2028-02-29T00:00:00Z 2032-02-29T00:00:00Z 2036-02-29T00:00:00Z",
                "0 0 31 * *|2024-03-01T00:00:00Z|2024-03-31T00:00:00Z 2024-05-31T00:00:00Z 2024-07-31T00:00:00Z",
                "5/25 3 * jan *|2024-03-01T00:00:00Z|2025-01-01T03:05:00Z 2025-01-01T03:30:00Z 2025-01-01T03:55:00Z",
                "0 0 13 * fri|2024-03-01T00:00:00Z|2024-09-13T00:00:00Z 2024-12-13T00:00:00Z 2025-06-13T00:00:00Z"
            })
    void ofACronExpression(String expression, String created, String expected) throws IOException {
        assertThat(due("{'triggerType':'Cron','expression':'" + expression + "'}", created))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'frequency':'Hour','interval':12|2024-03-01T06:00:00Z|2024-03-01T06:00:00Z 2024-03-01T18:00:00Z 2024-03-02T06:00:00Z",
                "'frequency':'Minute','interval':5,'schedule':{'hours':[],'minutes':[]}|2024-03-01T06:00:00Z|2024-03-01T06:00:00Z 2024-03-01T06:05:00Z 2024-03-01T06:10:00Z",
                "'frequency':'Day','interval':2,'startTime':'2024-02-01T00:00:00'|2024-03-01T06:00:00Z|2024-03-02T00:00:00Z 2024-03-04T00:00:00Z 2024-03-06T00:00:00Z",
                "'frequency':'Day','interval':1,'startTime':'2024-04-01T00:00:00'|2024-03-01T06:00:00Z|2024-04-01T00:00:00Z 2024-04-02T00:00:00Z 2024-04-03T00:00:00Z",
                "'frequency':'Day','interval':1,'startTime':'2024-02-01T00:00:00','endTime':'2024-03-02T00:00:00'|2024-03-01T06:00:00Z|2024-03-02T00:00:00Z",
                "'frequency':'Month','interval':1,'startTime':'2024-01-31T08:00:00'|2024-02-01T00:00:00Z|2024-02-29T08:00:00Z 2024-03-31T08:00:00Z 2024-04-30T08:00:00Z",
                "'frequency':'Day','interval':2,'schedule':{'hours':[4,10],'minutes':[0,30]}|2024-03-01T05:00:00Z|2024-03-01T10:00:00Z 2024-03-01T10:30:00Z 2024-03-03T04:00:00Z",
                "'frequency':'Week','interval':1,'schedule':{'hours':[10],'minutes':[15],'weekDays':['Monday','friday']}|2024-03-01T11:00:00Z|2024-03-04T10:15:00Z 2024-03-08T10:15:00Z 2024-03-11T10:15:00Z",
                "'frequency':'Week','interval':2,'schedule':{'hours':[10],'minutes':[15]}|2024-03-01T11:00:00Z|2024-03-15T10:15:00Z 2024-03-29T10:15:00Z 2024-04-12T10:15:00Z",
                "'frequency':'Month','interval':1,'schedule':{'hours':[0],'minutes':[0],'monthDays':[1,31]}|2024-04-01T00:00:01Z|2024-05-01T00:00:00Z 2024-05-31T00:00:00Z 2024-06-01T00:00:00Z"
            })
    void ofARecurrence(String members, String created, String expected) throws IOException {
        assertThat(due("{'triggerType':'Recurrence'," + members + "}", created)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Eastern Standard Time|0 9 * * *|2024-03-09T00:00:00Z|2024-03-09T14:00:00Z 2024-03-10T13:00:00Z 2024-03-11T13:00:00Z",
                "W. Europe Standard Time|30 2 * * *|2024-03-30T00:00:00Z|2024-03-30T01:30:00Z 2024-03-31T01:30:00Z 2024-04-01T00:30:00Z",
                "india standard time|0 0 * * *|2024-03-01T00:00:00Z|2024-03-01T18:30:00Z 2024-03-02T18:30:00Z 2024-03-03T18:30:00Z",
                "UTC-11|0 0 * * *|2024-03-01T00:00:00Z|2024-03-01T11:00:00Z 2024-03-02T11:00:00Z 2024-03-03T11:00:00Z"
            })
    void inATimeZone(String zone, String expression, String created, String expected) throws IOException {
        String text = "{'triggerType':'Cron','timeZone':'%s','expression':'%s'}".formatted(zone, expression);

        assertThat(due(text, created)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2024-04-01T00:00:00, 2024-04-01T04:00:00Z", "2024-04-01 00:00:01, 2024-04-02T04:00:00Z"})
    void theStartIsATimeOfTheZone(String start, String first) throws IOException {
        String text =
                "{'triggerType':'Cron','timeZone':'Eastern Standard Time','expression':'0 0 * * *','startTime':'%s'}"
                        .formatted(start);

        assertThat(due(text, "2024-03-01T00:00:00Z")).startsWith(first);
    }
}
