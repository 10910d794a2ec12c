package io.mltwin.keyvault.objects.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectChangeInspectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into secret_version (a) values (?) | true",
                "update secret_version set enabled=? where id=? | true",
                "UPDATE secret SET deleted_at = ? | true",
                "delete from secret where id=? | true",
                "delete from secret se1_0 where se1_0.vault_id=? | true",
                "update only vault_key set rotation_policy=? | true",
                "insert into vault_key_version (a) values (?) | true",
                "truncate table secret | true",
                "with gone as (delete from secret returning *) select 1 | true",
                "merge into vault_key k using x on true when matched then delete | true",
                "insert into a_table_of_tomorrow (a) values (?) | true",
                "delete from secret se1_0 where se1_0.vault_id=? and se1_0.scheduled_purge_at<=? | false",
                "delete from secret se1_0 where se1_0.vault_id=? or se1_0.scheduled_purge_at<=? | true",
                "update vault set access_policies=? | false",
                "insert into certificate_version (a) values (?) | false",
                "select * from secret_version | false",
                "select pg_advisory_xact_lock(hashtextextended(?, 0)) | false",
            })
    void whatIsRememberedIsForgottenWhenItChanges(String sql, boolean changes) {
        assertThat(ObjectChangeInspector.changes(sql)).isEqualTo(changes);
    }
}
