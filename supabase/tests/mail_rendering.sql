-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- From a template and a ticket to an e-mail: every template that is shipped, what people write that must not become markup, a header
-- or a placeholder, and what is an error.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select '2026-07-14 12:05+00'::timestamptz $$;
update desk_settings set value = 'Europe/Paris' where key = 'time_zone';
update desk_settings set value = 'The desk' where key = 'name';
delete from email_events;

create temporary table templates as select event, locale from email_templates;
grant select on templates to authenticated, service_role;

-- A mail of a template to a person, and what becomes of it.
create function tests.queue(template text, locale text, ticket text, person text, "values" jsonb default '{}') returns uuid language sql
as $$
  insert into public.email_events (ticket_id, recipient_id, type, template, "to", locale, "values")
  values (case when template <> 'test' then tests.id(ticket) end, tests.id(person),
          case when template like 'sla.%' then 'sla.reminder' else regexp_replace(template, '\.(staff|announcement)$', '') end, template,
          person || '@tests.test', locale, "values")
  returning id
$$;
create function tests.render(event uuid) returns jsonb language plpgsql
as $$
declare
  mail jsonb;
begin
  perform tests.become('service_role');
  mail := public.render_email(event);
  perform tests.become('owner');
  return mail;
end $$;
create function tests.preview(event text, locale text, subject text, body text, ticket text default 'named') returns jsonb language plpgsql
as $$
declare
  mail jsonb;
begin
  perform tests.become('admin');
  mail := public.preview_email_template(event, locale, subject, body, tests.id(ticket));
  perform tests.become('owner');
  return mail;
end $$;
create function tests.told() returns jsonb language sql
as $$
  select jsonb_build_object('actor_id', tests.id('nora'), 'message_id', tests.id('public by nora'), 'old_status', 'open',
                            'new_status', 'waiting_customer', 'target', 'first_response', 'kind', 'due_soon', 'due_at', '2026-07-14 12:20+00')
$$;

create temporary table rendered as
  select t.event, t.locale, tests.render(tests.queue(t.event, t.locale, 'named',
           case when t.event like 'sla.%' or t.event like '%.staff' then 'agent' else 'nora' end, tests.told())) as mail
  from templates t;

select plan(139);

-- what is shipped -----------------------------------------------------------------------------------------------------------

select results_eq($$select event, array_agg(locale order by locale) from email_templates where locale in ('en', 'fr') group by event order by event collate "C"$$,
                  $$select e, array['en', 'fr'] from unnest(array['sla.reminder', 'sla.reminder.overdue', 'test', 'ticket.created', 'ticket.created.staff',
                      'ticket.message.created', 'ticket.message.created.announcement', 'ticket.message.created.staff', 'ticket.status.changed']) e
                    order by e collate "C"$$,
                  'every event has a template in English and in French');
select is_empty($$select word from email_words group by word having array_agg(locale order by locale) <> '{en,fr}'$$, 'every word too');
select is(mail -> 'errors', '[]', format('%s in %s renders', event, locale)) from rendered order by event, locale;
select ok(mail ->> 'subject' <> '' and mail ->> 'text' <> '' and mail ->> 'html' like '<!DOCTYPE html>%</html>', format('%s in %s is whole', event, locale))
from rendered order by event, locale;
select is_empty($$select event, locale from rendered where mail ->> 'text' ~ '\{\{|\}\}' or mail ->> 'html' ~ '\{\{|\}\}' or mail ->> 'subject' ~ '\{\{|\}\}'$$,
                'no brace is left');
select is_empty($$select event, locale from rendered where mail ->> 'text' ~ 'status\.|priority\.|target\.|unit\.|month\.|assignee\.|layout\.|message\.none'
                  or mail ->> 'html' ~ 'layout\.|status\.|month\.'$$, 'and no word is without its text');
select is_empty($$select event, locale from rendered where event <> 'test'
                  and ((mail ->> 'text') !~ format('#%1$s · guichet://ticket/%1$s\n$', (select number from tickets where id = tests.id('named')))
                       or mail ->> 'html' not like format('%%href="guichet://ticket/%1$s"%%#%1$s</a>%%', (select number from tickets where id = tests.id('named'))))$$,
                'each says where to look, as a link and as a number');
select is_empty($$select event, locale from rendered where mail ->> 'html' not like format('%%<html lang="%s" dir="ltr">%%', locale)$$, 'and in which language it is');
select is_empty($$select event, locale from email_templates where locale = 'fr' and (body ~ ' [:;!?»]|« |''' or subject ~ ' [:;!?»]|« |''')$$,
                'the French has its no-break spaces and its apostrophes');
select is(tests.render(tests.queue('ticket.status.changed', 'fr', 'named', 'nora', tests.told())) ->> 'subject',
          format(E'Demande n°\u00a0%s en attente de votre réponse\u00a0: A ticket that names South', (select number from tickets where id = tests.id('named'))),
          'a client reads that they are awaited');
select is(tests.render(tests.queue('sla.reminder', 'en', 'named', 'agent', tests.told())) ->> 'text',
          format(E'Hello Agent,\n\nThe first response of this request is due in 15\u00a0min, on 14 July 2026, 14:20 (Europe/Paris).\n\n'
                 'Request: #%1$s A ticket that names South\nCompany: North of the tests\nPriority: normal\nStatus: open\nAssignee: Agent\n\n'
                 '-- \nThe desk · #%1$s · guichet://ticket/%1$s\n', (select number from tickets where id = tests.id('named'))),
          'a reminder says which target, until when, how long, of which ticket, for whom');
select matches(tests.render(tests.queue('sla.reminder.overdue', 'fr', 'plain', 'agent', '{"target": "resolution", "due_at": "2026-07-14T10:00:00Z"}')) ->> 'text',
               E'résolution, attendue le 14 juillet 2026 à 12:00 \\(Europe/Paris\\), en retard de 2\u00a0h 5\u00a0min\\.', 'and how late it is');
select matches(tests.render(tests.queue('ticket.created', 'en', 'named', 'nora', tests.told())) ->> 'text', '\n\n> public by nora\n\n',
               'the acknowledgement quotes what was written');
select matches(tests.render(tests.queue('ticket.created', 'en', 'named', 'nora', tests.told())) ->> 'html', '<blockquote[^>]*>public by nora</blockquote>',
               'in HTML as well');

select tests.act('nora', $$insert into tickets (id, client_id, subject) values (tests.id('silent'), tests.id('North'), 'No message')$$);
select matches(tests.render(tests.queue('ticket.created', 'en', 'silent', 'nora', tests.told())) ->> 'text', '\n\n> \(no text\)\n\n',
               'or says that there was nothing');

-- dates and durations ----------------------------------------------------------------------------------------------------------

select is(private.mail_date(v.at::timestamptz, v.locale), v.expected, v.expected)
from (values ('2026-03-29 00:59+00', 'en', '29 March 2026, 01:59 (Europe/Paris)'), ('2026-03-29 01:00+00', 'en', '29 March 2026, 03:00 (Europe/Paris)'),
             ('2026-12-31 23:30+00', 'fr', '1er janvier 2027 à 00:30 (Europe/Paris)'), ('2026-08-15 10:00+00', 'fr-CA', '15 août 2026 à 12:00 (Europe/Paris)'),
             ('2026-12-01 10:00+00', 'de', '1 December 2026, 11:00 (Europe/Paris)')) v (at, locale, expected);
select is(private.mail_duration(v.amount::interval, v.locale), replace(v.expected, '_', E'\u00a0'), v.amount || ' in ' || v.locale)
from (values ('15 min', 'en', '15_min'), ('14 min 59.9 s', 'en', '15_min'), ('80 min', 'fr', '1_h 20_min'), ('2 h', 'en', '2_h'), ('0', 'en', '0_min'),
             ('-5 min', 'en', '0_min'), ('51 h 10 min', 'fr', '2_j 3_h'), ('48 h', 'en', '2_d'), ('30 days', 'en', '30_d')) v (amount, locale, expected);
select is(tests.outcome('admin', $$update desk_settings set value = 'Europe/Pari' where key = 'time_zone'$$), 'PT422', 'a time zone that is none is refused');
select is(tests.outcome('admin', $$update desk_settings set value = 'America/Montreal' where key = 'time_zone'$$), '1', 'one that is, is taken');

-- what people write ---------------------------------------------------------------------------------------------------------------

create temporary table hostile as
  select '<script>alert(1)</script> & "x" ''y'' <img src=x onerror=y> {{desk}} https://evil.test/?a=1&b="><b>.' as words;
grant select on hostile to authenticated, service_role;
select tests.act('nora', $$select create_ticket(tests.id('hostile'), tests.id('North'), words, words) from hostile$$);
select tests.act('nora', $$select create_ticket(tests.id('harmless'), tests.id('North'), 'words', 'words https://evil.test/.')$$);
create temporary table compared as
  select tests.render(tests.queue('ticket.created', 'en', 'hostile', 'nora', '{}')) as hostile,
         tests.render(tests.queue('ticket.created', 'en', 'harmless', 'nora', '{}')) as harmless;
select is((select array(select m[1] from regexp_matches(hostile ->> 'html', '<(/?[a-z]+)', 'g') m) from compared),
          (select array(select m[1] from regexp_matches(harmless ->> 'html', '<(/?[a-z]+)', 'g') m) from compared),
          'what people write makes no tag');
select ok((select strpos(hostile ->> 'html', '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;') > 0 from compared), 'it is shown as it is');
select ok((select strpos(hostile ->> 'html', '{{desk}}') > 0 and strpos(hostile ->> 'text', '> <script>alert(1)</script> & "x" ''y'' <img src=x onerror=y> {{desk}}') > 0
           from compared), 'what it says is no placeholder, and plain text is plain');
select ok((select strpos(hostile ->> 'html', 'href="https://evil.test/?a=1&amp;b="') > 0 from compared), 'a link ends where its address ends');
select ok((select hostile ->> 'html' not like '%href="%"%"%=%onerror%' from compared), 'and brings no attribute');

update profiles set full_name = E'Eve\r\nBcc: all@tests.test\u2028X-Spam: no\u202eevil' where user_id = tests.id('nora');
-- no program can file such a subject today, but the rendering leans on nothing
update email_templates set subject = 'For {{name}} about {{subject}}' where event = 'ticket.created' and locale = 'en';
select tests.act('nora', $$select create_ticket(tests.id('lines'), tests.id('North'), E'One\r\nBcc: all@tests.test\tand\u0085more\u2029', E'a\r\nb\r\n\r\nc\u0007d')$$);
create temporary table lines as select tests.render(tests.queue('ticket.created', 'en', 'lines', 'nora', '{}')) as mail;
select is((select mail ->> 'subject' from lines), 'For Eve Bcc: all@tests.test X-Spam: no evil about One Bcc: all@tests.test and more',
          'a subject is one line, whatever it is made from');
select ok((select mail ->> 'subject' !~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]' from lines), 'without control characters');
select ok((select strpos(mail ->> 'text', E'\n\n> a\n> b\n> \n> cd\n\n') > 0 from lines), 'each line of a message is quoted');
select ok((select strpos(mail ->> 'html', '>a<br>b<br><br>cd</blockquote>') > 0 from lines), 'and its lines stay lines');
select ok((select mail ->> 'to' = 'nora@tests.test' from lines), 'the address is an address alone');
select tests.act('nora', $$select create_ticket(tests.id('endless'), tests.id('North'), repeat('word ', 59), 'x')$$);
select is(length(tests.render(tests.queue('ticket.created', 'en', 'endless', 'nora', '{}')) ->> 'subject'), 250, 'a subject is not endless');

select is(private.html_links(private.html_escape(v.text)), replace(v.expected, '[', '<a href="'), v.text)
from (values ('see https://a.test.', 'see [https://a.test" style="color:#1a5fb4">https://a.test</a>.'),
             ('(http://a.test/b?c=d&e=f)', '([http://a.test/b?c=d&amp;e=f" style="color:#1a5fb4">http://a.test/b?c=d&amp;e=f</a>)'),
             ('"https://a.test"', '&quot;[https://a.test" style="color:#1a5fb4">https://a.test</a>&quot;'),
             ('javascript:alert(1)', 'javascript:alert(1)'), ('ftp://a.test', 'ftp://a.test'), ('https://', 'https://'),
             ('https://a.test/{{number}}/x', '[https://a.test/{{number}}/x" style="color:#1a5fb4">https://a.test/{{number}}/x</a>'),
             ('https://a.test/{{message}}', '[https://a.test/" style="color:#1a5fb4">https://a.test/</a>{{message}}')) v (text, expected);

-- who is called what, and who learns what ----------------------------------------------------------------------------------------------

update profiles set full_name = '' where user_id in (tests.id('agent'), tests.id('colin'), tests.id('sam'));
select matches(tests.render(tests.queue('ticket.message.created', 'en', 'named', 'nora',
                 jsonb_build_object('message_id', tests.id('public by agent'), 'actor_id', tests.id('agent')))) ->> 'text',
               '\n\nThe desk has answered', 'staff without a name are the desk');
select matches(tests.render(tests.queue('ticket.message.created.staff', 'en', 'named', 'ops',
                 jsonb_build_object('message_id', tests.id('public by nora'), 'actor_id', tests.id('colin')))) ->> 'text',
               '\n\nNorth of the tests \(North of the tests\) has written', 'a client without a name is their company');
select matches(tests.render(tests.queue('ticket.message.created.announcement', 'en', 'named', 'sam',
                 jsonb_build_object('message_id', tests.id('announcement by agent'), 'actor_id', tests.id('agent')))) ->> 'text',
               '^Hello sam@tests.test,\n', 'a recipient without a name is greeted by their own address');
select unalike(tests.render(tests.queue('ticket.message.created.announcement', 'en', 'named', 'sam',
                 jsonb_build_object('message_id', tests.id('announcement by agent'), 'actor_id', tests.id('agent'))))::text, '%North%',
               'whom a ticket concerns does not learn who filed it');
select is(tests.preview('ticket.message.created.announcement', 'en', 'x', '{{company}}') -> 'errors', '["unknown_placeholder: company"]',
          'nor can an announcement tell');

-- errors -----------------------------------------------------------------------------------------------------------------------------

create temporary table refused as select tests.queue('ticket.message.created', 'en', 'named', 'nora', '{}') as event;
select is(tests.render((select event from refused)) - 'idempotency_key',
          '{"to": "nora@tests.test", "subject": null, "text": null, "html": null, "errors": ["missing_value: message"]}', 'with an error there is no mail');
select is(tests.render(tests.queue('ticket.message.created', 'en', 'named', 'nora', jsonb_build_object('message_id', tests.id('internal by agent')))) -> 'errors',
          '["missing_value: message"]', 'a note is no value of a mail');
select is(tests.render(tests.queue('ticket.message.created', 'en', 'plain', 'nora', jsonb_build_object('message_id', tests.id('public by agent')))) -> 'errors',
          '["missing_value: message"]', 'nor is a message of another ticket');
select is(tests.render(tests.queue('ticket.created', 'en', 'named', 'sam', '{}')) -> 'errors', '["recipient_gone"]', 'to who does not see the ticket');
select is(tests.render(tests.queue('ticket.message.created.announcement', 'en', 'named', 'sam',
            jsonb_build_object('message_id', tests.id('announcement by agent')))) -> 'errors', '[]', 'but an announcement to whom it concerns');
select is(tests.render(tests.queue('ticket.message.created.announcement', 'en', 'named', 'olga',
            jsonb_build_object('message_id', tests.id('announcement by agent')))) -> 'errors', '["recipient_gone"]', 'and to nobody else');
select is(tests.render(tests.queue('sla.reminder', 'en', 'named', 'nora', tests.told())) -> 'errors', '["recipient_gone"]', 'a reminder to a client');
select is(tests.render(tests.queue('ticket.created.staff', 'en', 'named', 'nora', tests.told())) -> 'errors', '["recipient_gone"]', 'an alert to a client');
update auth.users set banned_until = '2099-01-01' where id = tests.id('colin');
select is(tests.render(tests.queue('ticket.created', 'en', 'named', 'colin', '{}')) -> 'errors', '["recipient_gone"]', 'somebody banned since it was queued');
update clients set is_active = false where id = tests.id('Other');
select is(tests.render(tests.queue('ticket.created', 'en', 'foreign', 'olga', '{}')) -> 'errors', '["recipient_gone"]', 'a company no longer served');
update clients set is_active = true where id = tests.id('Other');
select is(tests.render(tests.queue('ticket.created', 'en', 'foreign', 'olga', '{}')) -> 'errors', '[]', 'and served again');
select is(tests.render(tests.queue('ticket.created', 'de', 'named', 'nora', '{}')) -> 'errors', '[]', 'a language that is gone: English');
select is(tests.outcome('service_role', $$select render_email(tests.id('no mail'))$$), 'PT404', 'a mail that is not there');

select is(tests.preview('ticket.created', 'en', v.subject, v.body) -> 'errors', v.errors::jsonb, v.what)
from (values ('x', 'Hello {{nam}}', '["unknown_placeholder: nam"]', 'a name that is not known'),
             ('{{a}} {{b}} {{a}}', 'y', '["unknown_placeholder: a", "unknown_placeholder: b"]', 'several, each once'),
             ('x', 'Hello {{name}', '["broken_placeholder"]', 'a brace too few'),
             ('x', '{{}}', '["unknown_placeholder: "]', 'no name'),
             ('x', '{{NAME}}', '["unknown_placeholder: NAME"]', 'names are small'),
             ('x', '{{old_status}}', '["unknown_placeholder: old_status"]', 'a name of another event'),
             ('x', 'Hello {{ name }}', '[]', 'room in the braces'),
             (' ', 'x', '["empty_subject"]', 'no subject'), ('x', E' \n ', '["empty_body"]', 'no text')) v (subject, body, errors, what);
select is(tests.preview('ticket.created', 'en', 'About {{subject}}', 'Hello {{ name }}') ->> 'text', format(E'Hello Admin\n\n-- \nThe desk · #%1$s · guichet://ticket/%1$s\n',
          (select number from tickets where id = tests.id('named'))), 'a preview is to the administrator who looks');
select is(tests.preview('ticket.created', 'en', 'About {{subject}}', 'x') ->> 'subject', 'About A ticket that names South', 'on the ticket that was named');
select is(tests.preview('ticket.created', 'en', 'x', 'Hello {{nam}}') ->> 'subject', 'x', 'a preview shows what it can, beside the errors');
select is(tests.preview('ticket.created', 'en', 'x', 'x', 'no ticket') -> 'errors', '["ticket_not_found"]', 'a ticket that is not there');
select is(tests.preview('ticket.moved', 'en', 'x', 'x') -> 'errors', '["unknown_event: ticket.moved"]', 'an event that is not there');
select is(tests.preview('test', 'en', null, null, 'no ticket') ->> 'subject', 'Test e-mail from The desk', 'what is not given is as saved');
select tests.act('nora', $$insert into tickets (id, client_id, subject) values (tests.id('bare'), tests.id('North'), 'No message yet')$$);
create temporary table previews as select event, locale, ticket, tests.preview(event, locale, null, null, ticket) as mail
  from templates, unnest(array['named', 'everyone', 'plain', 'bare']) ticket;
select is_empty($$select event, locale, ticket, mail -> 'errors' from previews where mail -> 'errors' <> '[]'$$, 'every template can be previewed on every ticket');
select is_empty($$select event, locale, ticket from previews where mail ->> 'text' ~ 'internal by agent|note, everyone'$$, 'and shows no note');
select is(tests.preview('ticket.message.created.announcement', 'en', 'x', '{{message}}') ->> 'text' ~ '> announcement by agent', true, 'an announcement where there is one');
select is(tests.preview('ticket.message.created.staff', 'en', 'x', '{{message}}') ->> 'text' ~ '> public by nora', true, 'a client''s message for staff');
select is(tests.value('admin', $$select array_agg(p)::text from email_placeholders('test') p$$), '{date,desk,name}', 'the placeholders of an event, for the editor');
select is(tests.outcome('agent', $$select email_placeholders('test')$$), '42501', 'which is the administrator''s');

-- saving ------------------------------------------------------------------------------------------------------------------------------

select is(tests.outcome('admin', $$update email_templates set body = 'Hello {{nam}}' where event = 'test'$$), 'PT422', 'a name that is not known is not saved');
select throws_ok($$update email_templates set body = 'Hello {{nam}}' where event = 'test' and locale = 'en'$$, 'PT422', 'unknown_placeholder', 'and says so');
select throws_ok($$update email_templates set subject = 'Hello {{name' where event = 'test' and locale = 'en'$$, 'PT422', 'broken_placeholder', 'nor are broken braces');
select is(tests.outcome('admin', $$update email_templates set subject = E'a\nb' where event = 'test'$$), '23514', 'nor a subject of two lines');
select is(tests.outcome('admin', $$insert into email_templates (event, locale, subject, body) values ('ticket.moved', 'en', 'x', 'y')$$), '23514', 'nor an event that is not there');
select is(tests.outcome('admin', $$insert into email_templates (event, locale, subject, body) values ('test', 'ar', 'x', '{{name}}')$$), '1', 'a new language is');
insert into email_templates (event, locale, subject, body) values ('test', 'ar', 'x', '{{name}}');
select alike(tests.preview('test', 'ar', null, null) ->> 'html', '%<html lang="ar" dir="rtl">%', 'and written in its direction');
select is(tests.value('admin', $$select locale from queue_test_email('x@y.test', 'ar-EG')$$), 'ar', 'and found for who speaks a kind of it');

-- what an administrator changed stays when the migration comes again
update email_templates set body = 'Changed' where event = 'test' and locale = 'fr';
update email_words set text = 'en suspens' where word = 'status.open' and locale = 'fr';
\ir ../migrations/20261122100420_mail_templates.sql
select is((select body from email_templates where event = 'test' and locale = 'fr'), 'Changed', 'a template that was changed stays');
select is((select text from email_words where word = 'status.open' and locale = 'fr'), 'en suspens', 'a word too');

-- the key by which a provider knows a repetition
create temporary table kept as select tests.queue('test', 'en', '', 'admin') as event;
select is(tests.render((select event from kept)) ->> 'idempotency_key', format('guichet-%s-1', (select event from kept)), 'the key of a mail');
update email_events set status = 'sent' where id <> (select event from kept);
create function tests.fail(permanent boolean) returns text language plpgsql
as $$
begin
  perform public.claim_email_events(1);
  perform public.fail_email_event((select event from kept), 'x', permanent => permanent);
  return (select status from public.email_events where id = (select event from kept));
end $$;
select is(tests.fail(false), 'queued', 'one attempt');
select is(tests.render((select event from kept)) ->> 'idempotency_key', format('guichet-%s-1', (select event from kept)), 'stays through its attempts');
select tests.act('admin', $$select retry_email_event('$$ || (select event from kept) || $$')$$);
select is(tests.render((select event from kept)) ->> 'idempotency_key', format('guichet-%s-1', (select event from kept)), 'also when one is made sooner');
select is(tests.fail(true), 'failed', 'the last attempt');
select tests.act('admin', $$select retry_email_event('$$ || (select event from kept) || $$')$$);
select is(tests.render((select event from kept)) ->> 'idempotency_key', format('guichet-%s-2', (select event from kept)), 'and is another when an administrator begins again with what had failed');

select * from finish();
rollback;
