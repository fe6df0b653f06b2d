-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Files: who sees which object of storage, who uploads where, and which rows may name them. Paths are guessed as ids are.
begin;
\ir support/world.psql

-- what the storage service does when a person uploads
create function tests.upload_statement(path text, bucket text default 'project-files', owner text default null) returns text
language sql immutable
as $$
  select format('insert into storage.objects (bucket_id, name, owner_id) values (%L, %L, %s)', bucket, path,
                coalesce(quote_literal(owner), 'auth.uid()::text'))
$$;

create temporary table cells (place serial, what text, statement text, expected text[]);
insert into cells (what, statement, expected)
select 'sees ' || v.name, format('select from storage.objects where bucket_id = %L and name = %L', 'project-files', tests.path(v.ticket, v.name)),
       v.expected
from (values
--                                     nora colin sam olga ivan guest agent ops admin
  ('named', 'client-message',            '{1,1,0,0,0,0,1,1,1}'::text[]),
  ('named', 'staff-message',             '{1,1,0,0,0,0,1,1,1}'),
  ('named', 'note-file',                 '{0,0,0,0,0,0,1,1,1}'),
  ('named', 'announcement-file',         '{1,1,1,0,0,0,1,1,1}'),
  ('everyone', 'announcement-to-all-file', '{1,1,1,1,0,0,1,1,1}'),
  ('named', 'client-alone',              '{1,1,0,0,0,0,1,1,1}'),
  ('named', 'staff-alone',               '{0,0,0,0,0,0,1,1,1}'),
  ('named', 'orphan',                    '{1,0,0,0,0,0,0,0,0}'),
  ('named', 'staff-orphan',              '{0,0,0,0,0,0,1,0,0}'),
  ('foreign', 'foreign-file',            '{0,0,0,1,0,0,1,1,1}')) as v (ticket, name, expected);
insert into cells (what, statement, expected) values
--                                                                                        nora colin sam olga ivan guest agent ops admin
('lists the folder of a ticket', format('select from storage.objects where name like %L', 'tickets/' || tests.id('named') || '/%'),
 '{5,4,1,0,0,0,7,6,6}'),
('uploads into the folder of a ticket', tests.upload_statement(tests.path('named', 'new')),
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('uploads into a ticket of everyone', tests.upload_statement(tests.path('everyone', 'new')),
 '{1,1,42501,42501,42501,42501,1,1,1}'),
('uploads into the folder of no ticket', tests.upload_statement(tests.path('no ticket', 'new')),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('uploads beside the tickets', tests.upload_statement('other/' || tests.id('named') || '/x.txt'),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('uploads deeper than a ticket''s folder', tests.upload_statement('tickets/' || tests.id('named') || '/../x.txt'),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('uploads a file without a name', tests.upload_statement('tickets/' || tests.id('named') || '/'),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('uploads where the ticket is no id', tests.upload_statement('tickets/named/x.txt'),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('uploads in the name of another', tests.upload_statement(tests.path('named', 'new'), 'project-files', tests.id('nobody')::text),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('moves an object', format('update storage.objects set name = %L where name = %L', tests.path('named', 'moved'),
                           tests.path('named', 'client-message')),
 '{0,0,0,0,0,0,0,0,0}'),
('replaces an object', format('update storage.objects set metadata = %L where name = %L', '{}', tests.path('named', 'client-message')),
 '{0,0,0,0,0,0,0,0,0}'),
('replaces an object that has no row', format('update storage.objects set metadata = %L where name = %L', '{}',
                                              tests.path('named', 'orphan')),
 '{0,0,0,0,0,0,0,0,0}'),

('names the file that nora uploaded', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                             tests.id('named'), tests.path('named', 'orphan')),
 '{1,42501,42501,42501,42501,42501,42501,42501,42501}'),
('names the file that staff uploaded', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                              tests.id('named'), tests.path('named', 'staff-orphan')),
 '{42501,42501,42501,42501,42501,42501,1,42501,42501}'),
('names a file under another ticket', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                             tests.id('plain'), tests.path('named', 'orphan')),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('names a file of another bucket', format($$insert into ticket_attachments (ticket_id, label, storage_bucket, storage_path)
                                             values (%L, 'x', 'elsewhere', %L)$$, tests.id('named'), tests.path('named', 'orphan')),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('names a file that is not there', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                          tests.id('named'), tests.path('named', 'nothing')),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('hangs a file on one''s own message', format($$insert into ticket_attachments (ticket_id, message_id, label, storage_path)
                                               values (%L, %L, 'x', %L)$$,
                                              tests.id('named'), tests.id('public by nora'), tests.path('named', 'orphan')),
 '{1,42501,42501,42501,42501,42501,42501,42501,42501}'),
('hangs a file on the message of another', format($$insert into ticket_attachments (ticket_id, message_id, label, storage_path)
                                                   values (%L, %L, 'x', %L)$$,
                                                  tests.id('named'), tests.id('public by agent'), tests.path('named', 'orphan')),
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('hangs a file on a note', format($$insert into ticket_attachments (ticket_id, message_id, label, storage_path)
                                   values (%L, %L, 'x', %L)$$,
                                  tests.id('named'), tests.id('internal by agent'), tests.path('named', 'staff-orphan')),
 '{42501,42501,42501,42501,42501,42501,1,42501,42501}'),
('changes the row of a file', $$update ticket_attachments set visibility = 'public'$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}'),
('deletes the row of a file', $$delete from ticket_attachments$$,
 '{42501,42501,42501,42501,42501,42501,42501,42501,42501}');

select plan((select count(*)::int * 9 from cells) + 16);

select is(tests.outcome(p.person, c.statement), c.expected[p.place], c.what || ', ' || p.person)
from cells c cross join unnest(tests.people()) with ordinality as p (person, place)
order by c.place, p.place;

-- Deleting: hidden rows are not deleted, whoever asks, with the storage service's own setting.
select set_config('storage.allow_delete_query', 'true', true);
select is(tests.outcome('nora', 'delete from storage.objects'), '0', 'a client deletes no object, not even their own');
select is(tests.outcome('agent', 'delete from storage.objects'), '0', 'nor does staff');
select is(tests.outcome('anon', 'select from storage.objects'), '0', 'a visitor sees no object');
select is(tests.outcome('anon', tests.upload_statement(tests.path('named', 'new'))), '42501', 'a visitor uploads nothing');

select results_eq($$select public, file_size_limit from storage.buckets where id = 'project-files'$$,
                  $$values (false, 52428800::bigint)$$, 'the bucket is private and takes 50 MiB a file');

-- what is seen follows the message, whatever was sent
select results_eq($$select label, visibility from ticket_attachments where ticket_id = tests.id('named') order by label$$,
                  $$values ('announcement-file', 'announcement'), ('client-alone', 'public'), ('client-message', 'public'),
                           ('note-file', 'internal'), ('staff-alone', 'internal'), ('staff-message', 'public')$$,
                  'a file is seen as its message is; without one, as public of a client and as internal of staff');
select tests.act('nora', format($$insert into ticket_attachments (id, ticket_id, label, storage_path, visibility, created_by, size_bytes,
                                   mime_type) values (%L, %L, 'mine', %L, 'internal', %L, 1, 'image/png')$$,
                                tests.id('mine'), tests.id('named'), tests.path('named', 'orphan'), tests.id('agent')));
select results_eq($$select visibility, created_by, size_bytes, mime_type, storage_bucket from ticket_attachments where label = 'mine'$$,
                  $$values ('public', tests.id('nora'), 12::bigint, 'text/plain', 'project-files')$$,
                  'visibility, owner, size and type are those that the database knows');
select is(tests.outcome('nora', format($$insert into ticket_attachments (id, ticket_id, label, storage_path)
                                          values (%L, %L, 'mine', %L) on conflict (id) do nothing$$,
                                       tests.id('mine'), tests.id('named'), tests.path('named', 'orphan'))), '0',
          'the same file told twice does nothing');
select is(tests.outcome('nora', format($$insert into ticket_attachments (ticket_id, label, storage_path)
                                          values (%L, 'again', %L)$$, tests.id('named'), tests.path('named', 'orphan'))), '23505',
          'a second row for one object is refused');
select is(tests.outcome('colin', format('select from storage.objects where name = %L', tests.path('named', 'orphan'))), '1',
          'a file is in sight of colleagues once a row names it');
select is(tests.outcome('sam', format('select from storage.objects where name = %L', tests.path('named', 'orphan'))), '0',
          'and not of affected companies');

-- closed tickets
select tests.upload('nora', 'plain', 'late');
select tests.upload('agent', 'plain', 'late-staff');
select tests.act('agent', $$update tickets set status = 'closed' where id = tests.id('plain')$$);
select is(tests.outcome('nora', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                       tests.id('plain'), tests.path('plain', 'late'))), 'PT409', 'a closed ticket takes no file');
select is(tests.outcome('agent', format($$insert into ticket_attachments (ticket_id, label, storage_path) values (%L, 'x', %L)$$,
                                        tests.id('plain'), tests.path('plain', 'late-staff'))), '1', 'but staff''s internal ones');
select is(tests.outcome('nora', format($$insert into ticket_attachments (ticket_id, message_id, label, storage_path)
   select %L, m.id, 'x', %L from ticket_messages m where m.ticket_id = %1$L$$,
   tests.id('plain'), tests.path('plain', 'late'))), '1', 'and the file of a message that was taken before');

-- who leaves loses also what they uploaded
delete from public.client_members where user_id = tests.id('nora');
select is(tests.outcome('nora', format('select from storage.objects where name = %L', tests.path('named', 'client-message'))), '0',
          'a former member no longer sees the file that they sent');
select is(tests.outcome('nora', tests.upload_statement(tests.path('named', 'new'))), '42501', 'nor uploads another');

select * from finish();
rollback;
