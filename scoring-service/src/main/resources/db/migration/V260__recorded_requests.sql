-- Requests were recorded whatever appInsightsEnabled said; from now on it decides.
update web_service set app_insights_enabled = true
where request not like '%"appInsightsEnabled":false%';
