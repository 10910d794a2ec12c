package io.mltwin.console.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about access. */
@MessageBundle("access")
public interface AccessTexts {

    @Message("Access")
    String title();

    @Message("Custom role")
    String roleTitle();

    @Message("What my roles allow here")
    String mine();

    @Message("None of your roles reaches this scope. Ask somebody who may assign roles here.")
    String noneMine();

    @Message("Actions")
    String actions();

    @Message("Except actions")
    String notActions();

    @Message("Data actions")
    String dataActions();

    @Message("Except data actions")
    String notDataActions();

    @Message("Role assignments")
    String assignments();

    @Message("No role is assigned at this scope or above it that you may see. Assign one below.")
    String noAssignments();

    @Message("Who")
    String who();

    @Message("Type")
    String type();

    @Message("Role")
    String role();

    @Message("Assigned at")
    String at();

    @Message("this scope")
    String here();

    @Message("inherited")
    String inherited();

    @Message("Remove")
    String remove();

    @Message("Remove {role} of {name}")
    String removeOf(String role, String name);

    @Message("Role assignment removed")
    String removed();

    @Message("Assign a role")
    String assign();

    @Message("Assign")
    String assignButton();

    @Message("Role assigned to {name}")
    String assigned(String name);

    @Message("Name of a user, group or application, a sign-in name, or an object id")
    String whoHint();

    @Message("You may not assign roles at this scope.")
    String mayNotAssign();

    @Message("The directory has no user, group or application '{who}' that you may see.")
    String nobody(String who);

    @Message("{count} principals are called '{who}'. Give the object id.")
    String several(String who, int count);

    @Message("Deny assignments")
    String denyAssignments();

    @Message("Denies")
    String denies();

    @Message("Check access")
    String check();

    @Message("Check")
    String checkButton();

    @Message("Who (empty: I)")
    String checkWho();

    @Message("Action")
    String action();

    @Message("It is a data action")
    String isData();

    @Message("Roles that can be assigned here")
    String roles();

    @Message("Kind")
    String kind();

    @Message("custom")
    String custom();

    @Message("built-in")
    String builtIn();

    @Message("Description")
    String description();

    @Message("New custom role")
    String newRole();

    @Message("Change")
    String edit();

    @Message("Change {role}")
    String editOf(String role);

    @Message("Name")
    String roleName();

    @Message("Can be assigned at (a scope on each line)")
    String scopes();

    @Message("An operation on each line; * stands for any text.")
    String linesHint();

    @Message("Operations of a resource provider")
    String operations();

    @Message("Resource provider")
    String provider();

    @Message("Show its operations")
    String show();

    @Message("Allow the marked ones")
    String allow();

    @Message("Except the marked ones")
    String except();

    @Message("data action")
    String isDataAction();

    @Message("Save the role")
    String save();

    @Message("Can be assigned at")
    String assignableAt();

    @Message("Permission {number}")
    String block(int number);

    @Message(
            "This role has {count} permissions, each with exceptions of its own. They are shown here; change them with az role definition update.")
    String severalBlocks(int count);

    @Message("Delete the role")
    String delete();

    @Message("Role {name} saved")
    String roleSaved(String name);

    @Message("Role {name} deleted")
    String roleDeleted(String name);

    @Message("Access at this scope")
    String back();
}
