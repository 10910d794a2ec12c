package io.mltwin.compute.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ArmResourceId ID =
            ArmResourceId.parse("/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1"
                    + "/providers/Microsoft.MachineLearningServices/workspaces/ws1/schedules/s1");

    /** A schedule whose trigger and action are replaced. */
    private static void validate(String changes) throws IOException {
        ObjectNode properties = (ObjectNode) JSON.readTree("""
                                {"action":{"actionType":"CreateJob","jobDefinition":{"jobType":"Command"}},
                                 "trigger":{"triggerType":"Cron","expression":"0 0 * * *"}}
                                """);
        properties.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
        ScheduleBody.Properties read = Json.read(properties, ScheduleBody.Properties.class);
        ScheduleValidator.validate(ID, new ScheduleBody(read));
    }

    @Test
    void aScheduleIsValid() throws IOException {
        validate("{}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'trigger':null|400|properties.trigger",
                "'trigger':{}|400|properties.trigger.triggerType",
                "'trigger':{'triggerType':'Sun'}|400|properties.trigger.triggerType",
                "'trigger':{'triggerType':'Cron'}|400|properties.trigger.expression",
                "'trigger':{'triggerType':'Cron','expression':'* * * * *','timeZone':'Mars Standard Time'}|400|properties.trigger.timeZone",
                "'trigger':{'triggerType':'Cron','expression':'* * * * *','timeZone':'Europe/Berlin'}|400|properties.trigger.timeZone",
                "'trigger':{'triggerType':'Cron','expression':'* * * * *','startTime':'tomorrow'}|400|properties.trigger.startTime",
                "'trigger':{'triggerType':'Cron','expression':'* * * * *','startTime':'2024-01-01T00:00:00Z'}|400|properties.trigger.startTime",
                "'trigger':{'triggerType':'Cron','expression':'* * * * *','startTime':'2024-01-02T00:00:00','endTime':'2024-01-01T00:00:00'}|400|properties.trigger.endTime",
                "'trigger':{'triggerType':'Recurrence','interval':1}|400|properties.trigger.frequency",
                "'trigger':{'triggerType':'Recurrence','frequency':'Year','interval':1}|400|properties.trigger.frequency",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day'}|400|properties.trigger.interval",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':0}|400|properties.trigger.interval",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':1001}|400|properties.trigger.interval",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':1,'schedule':{'hours':[1]}}|400|properties.trigger.schedule",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':1,'schedule':{'hours':[24],'minutes':[0]}}|400|properties.trigger.schedule.hours",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':1,'schedule':{'hours':[0],'minutes':[60]}}|400|properties.trigger.schedule.minutes",
                "'trigger':{'triggerType':'Recurrence','frequency':'Hour','interval':1,'schedule':{'hours':[0],'minutes':[0]}}|400|properties.trigger.schedule",
                "'trigger':{'triggerType':'Recurrence','frequency':'Day','interval':1,'schedule':{'hours':[0],'minutes':[0],'weekDays':['Monday']}}|400|properties.trigger.schedule.weekDays",
                "'trigger':{'triggerType':'Recurrence','frequency':'Week','interval':1,'schedule':{'hours':[0],'minutes':[0],'weekDays':['Someday']}}|400|properties.trigger.schedule.weekDays",
                "'trigger':{'triggerType':'Recurrence','frequency':'Week','interval':1,'schedule':{'hours':[0],'minutes':[0],'monthDays':[1]}}|400|properties.trigger.schedule.monthDays",
                "'trigger':{'triggerType':'Recurrence','frequency':'Month','interval':1,'schedule':{'hours':[0],'minutes':[0],'monthDays':[32]}}|400|properties.trigger.schedule.monthDays",
                "'action':null|400|properties.action.actionType",
                "'action':{'actionType':'Dance'}|400|properties.action.actionType",
                "'action':{'actionType':'CreateJob'}|400|properties.action.jobDefinition",
                "'action':{'actionType':'CreateJob','jobDefinition':'j'}|400|properties.action.jobDefinition",
                "'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Pipeline','sourceJobId':'j'}}|501|null",
                "'action':{'actionType':'InvokeBatchEndpoint'}|501|null",
                "'action':{'actionType':'CreateMonitor'}|501|null"
            })
    void refuses(String change, int status, String target) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> validate("{" + change + "}"));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(fault.content().target()).isEqualTo(target);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 7",
                "* * * * someday",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "1-2-3 * * * *",
                "1/2/3 * * * *",
                "-1 * * * *"
            })
    void isNoCronExpression(String expression) {
        assertThat(CronExpression.parse(expression)).isEmpty();
    }
}
