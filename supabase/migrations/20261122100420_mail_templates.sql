-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the mails say, in English and French. An administrator may change every one of them, and what they changed stays.
-- The French has no-break spaces (U+00A0) where its typography wants them.

insert into public.email_words (word, locale, text) values
  ('status.open', 'en', 'open'), ('status.open', 'fr', 'ouverte'),
  ('status.in_progress', 'en', 'in progress'), ('status.in_progress', 'fr', 'en cours'),
  ('status.waiting_customer', 'en', 'waiting for the client'), ('status.waiting_customer', 'fr', 'en attente du client'),
  ('status.waiting_you', 'en', 'waiting for your reply'), ('status.waiting_you', 'fr', 'en attente de votre réponse'),
  ('status.resolved', 'en', 'resolved'), ('status.resolved', 'fr', 'résolue'),
  ('status.closed', 'en', 'closed'), ('status.closed', 'fr', 'fermée'),
  ('priority.low', 'en', 'low'), ('priority.low', 'fr', 'basse'),
  ('priority.normal', 'en', 'normal'), ('priority.normal', 'fr', 'normale'),
  ('priority.high', 'en', 'high'), ('priority.high', 'fr', 'haute'),
  ('priority.urgent', 'en', 'urgent'), ('priority.urgent', 'fr', 'urgente'),
  ('target.first_response', 'en', 'first response'), ('target.first_response', 'fr', 'première réponse'),
  ('target.resolution', 'en', 'resolution'), ('target.resolution', 'fr', 'résolution'),
  ('target.next_response', 'en', 'next response'), ('target.next_response', 'fr', 'prochaine réponse'),
  ('assignee.none', 'en', 'nobody'), ('assignee.none', 'fr', 'personne'),
  ('assignee.someone', 'en', 'a colleague'), ('assignee.someone', 'fr', 'une personne de l’équipe'),
  ('message.none', 'en', '(no text)'), ('message.none', 'fr', '(sans texte)'),
  ('preview.name', 'en', 'you'), ('preview.name', 'fr', 'vous'),
  ('layout.open', 'en', 'Open in Guichet:'), ('layout.open', 'fr', 'Ouvrir dans Guichet :'),
  ('unit.day', 'en', 'd'), ('unit.day', 'fr', 'j'),
  ('unit.hour', 'en', 'h'), ('unit.hour', 'fr', 'h'),
  ('unit.minute', 'en', 'min'), ('unit.minute', 'fr', 'min'),
  ('date', 'en', '"{day} {month}" YYYY, HH24:MI'), ('date', 'fr', '"{day} {month}" YYYY "à" HH24:MI'),
  ('day.1', 'en', '1'), ('day.1', 'fr', '1er'),
  ('month.1', 'en', 'January'), ('month.1', 'fr', 'janvier'),
  ('month.2', 'en', 'February'), ('month.2', 'fr', 'février'),
  ('month.3', 'en', 'March'), ('month.3', 'fr', 'mars'),
  ('month.4', 'en', 'April'), ('month.4', 'fr', 'avril'),
  ('month.5', 'en', 'May'), ('month.5', 'fr', 'mai'),
  ('month.6', 'en', 'June'), ('month.6', 'fr', 'juin'),
  ('month.7', 'en', 'July'), ('month.7', 'fr', 'juillet'),
  ('month.8', 'en', 'August'), ('month.8', 'fr', 'août'),
  ('month.9', 'en', 'September'), ('month.9', 'fr', 'septembre'),
  ('month.10', 'en', 'October'), ('month.10', 'fr', 'octobre'),
  ('month.11', 'en', 'November'), ('month.11', 'fr', 'novembre'),
  ('month.12', 'en', 'December'), ('month.12', 'fr', 'décembre')
on conflict (word, locale) do nothing;

insert into public.email_templates (event, locale, subject, body) values
('ticket.created', 'en', 'Request #{{number}} received: {{subject}}',
'Hello {{name}},

Thank you. The request “{{subject}}” has reached us; its number is #{{number}} and its priority {{priority}}. It was filed by {{author}} for {{company}}:

{{message}}

We will answer as soon as we can. If you would like to add something, please open the request in Guichet and write there: nobody reads the answers to this e-mail.'),
('ticket.created', 'fr', 'Demande n° {{number}} bien reçue : {{subject}}',
'Bonjour {{name}},

Merci. La demande « {{subject}} » nous est bien parvenue ; elle porte le numéro #{{number}}, avec la priorité {{priority}}. Elle a été déposée par {{author}} pour {{company}} :

{{message}}

Nous vous répondrons dès que possible. Pour ajouter quelque chose, ouvrez la demande dans Guichet et écrivez-nous là : personne ne lit les réponses à cet e-mail.'),
('ticket.created.staff', 'en', 'New request #{{number}} ({{priority}}): {{subject}}',
'Hello {{name}},

{{author}} ({{company}}) has filed a request with the priority {{priority}}:

{{message}}

Assignee: {{assignee}}'),
('ticket.created.staff', 'fr', 'Nouvelle demande n° {{number}} (priorité {{priority}}) : {{subject}}',
'Bonjour {{name}},

{{author}} ({{company}}) a déposé une demande de priorité {{priority}} :

{{message}}

Attribuée à : {{assignee}}'),
('ticket.message.created', 'en', 'Answer to your request #{{number}}: {{subject}}',
'Hello {{name}},

{{author}} has answered the request “{{subject}}”:

{{message}}

The request is now {{status}}. To reply, please open it in Guichet: nobody reads the answers to this e-mail.'),
('ticket.message.created', 'fr', 'Réponse à votre demande n° {{number}} : {{subject}}',
'Bonjour {{name}},

{{author}} a répondu à la demande « {{subject}} » :

{{message}}

Statut de la demande : {{status}}. Pour répondre, ouvrez-la dans Guichet : personne ne lit les réponses à cet e-mail.'),
('ticket.message.created.staff', 'en', 'New message on #{{number}}: {{subject}}',
'Hello {{name}},

{{author}} ({{company}}) has written about “{{subject}}”:

{{message}}

Status: {{status}}
Priority: {{priority}}
Assignee: {{assignee}}'),
('ticket.message.created.staff', 'fr', 'Nouveau message, demande n° {{number}} : {{subject}}',
'Bonjour {{name}},

{{author}} ({{company}}) a écrit au sujet de « {{subject}} » :

{{message}}

Statut : {{status}}
Priorité : {{priority}}
Attribuée à : {{assignee}}'),
('ticket.message.created.announcement', 'en', 'Announcement: {{subject}} (#{{number}})',
'Hello {{name}},

{{author}} has something to tell you about “{{subject}}”:

{{message}}

You receive this e-mail because the matter concerns your company.'),
('ticket.message.created.announcement', 'fr', 'Annonce : {{subject}} (n° {{number}})',
'Bonjour {{name}},

{{author}} vous informe au sujet de « {{subject}} » :

{{message}}

Vous recevez cet e-mail parce que le sujet concerne votre société.'),
('ticket.status.changed', 'en', 'Request #{{number}} is now {{new_status}}: {{subject}}',
'Hello {{name}},

The request “{{subject}}” was {{old_status}}, and is now {{new_status}}.

You can follow it in Guichet, and write there if anything is missing.'),
('ticket.status.changed', 'fr', 'Demande n° {{number}} {{new_status}} : {{subject}}',
'Bonjour {{name}},

La demande « {{subject}} » a changé de statut : elle était {{old_status}}, elle est maintenant {{new_status}}.

Vous pouvez la suivre dans Guichet, et nous y écrire s’il manque quelque chose.'),
('sla.reminder', 'en', 'Due soon, {{target}}: #{{number}} {{subject}}',
'Hello {{name}},

The {{target}} of this request is due in {{time}}, on {{due}}.

Request: #{{number}} {{subject}}
Company: {{company}}
Priority: {{priority}}
Status: {{status}}
Assignee: {{assignee}}'),
('sla.reminder', 'fr', 'Échéance proche, {{target}} : n° {{number}} {{subject}}',
'Bonjour {{name}},

L’échéance de cette demande approche. Délai concerné : {{target}}, dans {{time}}, le {{due}}.

Demande : #{{number}} {{subject}}
Société : {{company}}
Priorité : {{priority}}
Statut : {{status}}
Attribuée à : {{assignee}}'),
('sla.reminder.overdue', 'en', 'Overdue, {{target}}: #{{number}} {{subject}}',
'Hello {{name}},

The {{target}} of this request was due on {{due}}, {{time}} ago.

Request: #{{number}} {{subject}}
Company: {{company}}
Priority: {{priority}}
Status: {{status}}
Assignee: {{assignee}}'),
('sla.reminder.overdue', 'fr', 'En retard, {{target}} : n° {{number}} {{subject}}',
'Bonjour {{name}},

L’échéance de cette demande est dépassée. Délai concerné : {{target}}, attendue le {{due}}, en retard de {{time}}.

Demande : #{{number}} {{subject}}
Société : {{company}}
Priorité : {{priority}}
Statut : {{status}}
Attribuée à : {{assignee}}'),
('test', 'en', 'Test e-mail from {{desk}}',
'Hello {{name}},

This is a test. If you can read it, {{desk}} is able to send e-mail.

It was written on {{date}}.'),
('test', 'fr', 'E-mail d’essai de {{desk}}',
'Bonjour {{name}},

Ceci est un essai. Si vous pouvez le lire, {{desk}} sait envoyer des e-mails.

Il a été écrit le {{date}}.')
on conflict (event, locale) do nothing;
