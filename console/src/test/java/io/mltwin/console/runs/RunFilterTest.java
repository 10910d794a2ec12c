package io.mltwin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter of the list of runs is written as run history takes it. */
class RunFilterTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Failed, , , Status eq 'Failed'",
                ", tumours, , ExperimentName eq 'tumours'",
                ", , cpu, Target eq 'cpu'",
                "Failed, a b, cpu, Status eq 'Failed' and ExperimentName eq 'a b' and Target eq 'cpu'",
                ", it's, , ExperimentName eq 'it''s'",
                "\"' or Status eq 'Failed\", , , Status eq ''' or Status eq ''Failed'",
                " , , , "
            })
    void isWrittenAsOData(String status, String experiment, String target, String odata) {
        RunFilter filter = new RunFilter(status, experiment, target);

        assertThat(filter.odata()).isEqualTo(odata);
        assertThat(filter.isEmpty()).isEqualTo(odata == null);
    }

    @ParameterizedTest
    @CsvSource({"a&b=c, status=&experiment=a%26b%3Dc&target=", "\"<x>\", status=&experiment=%22%3Cx%3E%22&target="})
    void itsQueryCannotEndTheField(String experiment, String query) {
        assertThat(new RunFilter(null, experiment, null).query()).isEqualTo(query);
    }
}
