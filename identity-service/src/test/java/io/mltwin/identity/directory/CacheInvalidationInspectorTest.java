package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheInvalidationInspectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into client_credential (a) values (?) | true",
                "delete from client_credential where credential_id=? | true",
                "delete from client_credential cce1_0 where cce1_0.object_id=? | true",
                "UPDATE service_principal SET account_enabled = false | true",
                "update only tenant set display_name=? | true",
                "truncate table group_member | true",
                "with gone as (delete from group_member returning *) select 1 | true",
                "insert into a_table_of_tomorrow (a) values (?) | true",
                "merge into tenant t using x on true when matched then delete | true",
                "update directory_user set failed_sign_ins = failed_sign_ins + 1 | false",
                "insert into refresh_token (a) values (?) | false",
                "insert into role_assignment (a) values (?) | false",
                "insert into tenant_domain (a) values (?) | true",
                "insert into tenant (a) values (?) | false",
                "insert into service_principal (a) values (?) | false",
                "insert into managed_identity (a) values (?) | false",
                "update directory_user set global_administrator = true where object_id = ? | false",
                "update service_principal set global_administrator = true where object_id = ? |" + " false",
                "update service_principal set account_enabled=?,global_administrator=? where" + " object_id=? | true",
                "select * from client_credential | false",
                "with recursive member_of (id) as (select 1) select id from member_of | false",
            })
    void tellsWhatChangesTheCache(String sql, boolean changes) {
        assertThat(CacheInvalidationInspector.changes(sql)).isEqualTo(changes);
    }
}
