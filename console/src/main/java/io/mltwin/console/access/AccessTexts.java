package io.mltwin.console.access;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about access. */
@MessageBundle("access")
public interface AccessTexts {

    String title();

    String roleTitle();

    String mine();

    String noneMine();

    String actions();

    String notActions();

    String dataActions();

    String notDataActions();

    String assignments();

    String noAssignments();

    String who();

    String type();

    String role();

    String at();

    String here();

    String inherited();

    String remove();

    String removeOf(String role, String name);

    String removed();

    String assign();

    String assignButton();

    String assigned(String name);

    String whoHint();

    String mayNotAssign();

    String nobody(String who);

    String several(String who, int count);

    String denyAssignments();

    String denies();

    String check();

    String checkButton();

    String checkWho();

    String action();

    String isData();

    String roles();

    String kind();

    String custom();

    String builtIn();

    String description();

    String newRole();

    String edit();

    String editOf(String role);

    String roleName();

    String scopes();

    String linesHint();

    String operations();

    String provider();

    String show();

    String allow();

    String except();

    String isDataAction();

    String save();

    String assignableAt();

    String block(int number);

    String severalBlocks(int count);

    String delete();

    String roleSaved(String name);

    String roleDeleted(String name);

    String back();
}
