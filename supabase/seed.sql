-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Demonstration data: two organisations, five people, some forty tickets. For trying and testing, never for a real project:
-- everybody's password is guichet-demo.
--
--   client@north.test  a0000000-0000-4000-8000-000000000001  Nadia Benali      client of North Logistics
--   client@south.test  a0000000-0000-4000-8000-000000000002  Paul Moreau       client of South Bakery
--   agent@desk.test    a0000000-0000-4000-8000-000000000003  Amélie Fournier   support
--   ops@desk.test      a0000000-0000-4000-8000-000000000004  Jonas Weber       ops
--   admin@desk.test    a0000000-0000-4000-8000-000000000005  Priya Nair        admin
--   North Logistics    c0000000-0000-4000-8000-000000000001
--   South Bakery       c0000000-0000-4000-8000-000000000002
--   ticket number 1000 + n   d0000000-0000-4000-8000-00000000nnnn
--   its message in step s    e0000000-0000-4000-8000-nnnn0000ssss (the opening message is step 1)

insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token,
                        recovery_token, email_change_token_new, email_change, email_change_token_current, phone_change,
                        phone_change_token, reauthentication_token, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
select '00000000-0000-0000-0000-000000000000', v.id::uuid, 'authenticated', 'authenticated', v.email,
       extensions.crypt('guichet-demo', extensions.gen_salt('bf')), now(), '', '', '', '', '', '', '', '',
       '{"provider": "email", "providers": ["email"]}', jsonb_build_object('full_name', v.name, 'locale', v.locale), now(), now()
from (values
  ('a0000000-0000-4000-8000-000000000001', 'client@north.test', 'Nadia Benali', 'en'),
  ('a0000000-0000-4000-8000-000000000002', 'client@south.test', 'Paul Moreau', 'fr'),
  ('a0000000-0000-4000-8000-000000000003', 'agent@desk.test', 'Amélie Fournier', 'en'),
  ('a0000000-0000-4000-8000-000000000004', 'ops@desk.test', 'Jonas Weber', 'en'),
  ('a0000000-0000-4000-8000-000000000005', 'admin@desk.test', 'Priya Nair', 'en')) as v (id, email, name, locale);

insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select u.id::text, u.id, jsonb_build_object('sub', u.id::text, 'email', u.email, 'email_verified', true, 'phone_verified', false),
       'email', now(), now(), now()
from auth.users u where u.id::text like 'a0000000-0000-4000-8000-00000000000_';

update public.profiles p set role = v.role
from (values ('agent@desk.test', 'support'), ('ops@desk.test', 'ops'), ('admin@desk.test', 'admin')) as v (email, role)
where p.email = v.email;

insert into public.clients (id, name) values
  ('c0000000-0000-4000-8000-000000000001', 'North Logistics'),
  ('c0000000-0000-4000-8000-000000000002', 'South Bakery');
insert into public.client_members (client_id, user_id) values
  ('c0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001'),
  ('c0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002');
insert into public.projects (id, client_id, name) values
  ('b0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001', 'Warehouse portal'),
  ('b0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000001', 'Driver app'),
  ('b0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000002', 'Boutique en ligne');

insert into public.ticket_categories (id, label) values
  (2, 'Account'), (1, 'Billing'), (4, 'Technical'), (3, 'Tracking');
select setval(pg_get_serial_sequence('public.ticket_categories', 'id'), 4);

-- What staff want to be told by e-mail.
insert into public.mail_choices (user_id, event, wanted) values
  ('a0000000-0000-4000-8000-000000000003', 'ticket.created', true),
  ('a0000000-0000-4000-8000-000000000003', 'ticket.message.created', true),
  ('a0000000-0000-4000-8000-000000000003', 'sla.reminder', true),
  ('a0000000-0000-4000-8000-000000000004', 'ticket.created', true),
  ('a0000000-0000-4000-8000-000000000004', 'sla.reminder', true);

-- Texts for what is answered again and again: the desk's, and one that Amélie keeps for herself.
insert into public.canned_replies (id, owner_id, title, body) values
  ('ca000000-0000-4000-8000-000000000001', null, 'Received, we look into it', E'Hello {{contact}},\n\nthank you for writing. We look into it, and expect to have it resolved by {{due}}.\n\n{{agent}}'),
  ('ca000000-0000-4000-8000-000000000002', null, 'Ask for a screenshot', E'Hello {{contact}},\n\ncould you send us a screenshot of what you see, and tell us which browser you use? You can drop it on this conversation.\n\n{{agent}}'),
  ('ca000000-0000-4000-8000-000000000003', null, 'Corrected, please check', E'Hello {{contact}},\n\nthis is corrected. Could you check it at {{client}} and tell us whether #{{number}} can be closed?\n\n{{agent}}'),
  ('ca000000-0000-4000-8000-000000000004', null, 'Invoice copy is on its way', E'Hello {{contact}},\n\na corrected copy of the invoice is on its way to the billing address of {{client}}.\n\n{{agent}}'),
  ('ca000000-0000-4000-8000-000000000005', 'a0000000-0000-4000-8000-000000000003', 'Call back this afternoon', E'Hello {{contact}},\n\nmay I call you this afternoon about “{{subject}}”?\n\n{{agent}}');

-- The story of the desk, told step by step through the same rules and rights as every day's work: each step is taken by its
-- person, at its time. The clock of the triggers is set back for this one statement, and put right before it ends.
do $seed$
declare
  step record;
  ticket uuid;
  owner text := current_user;
  real_clock text := pg_get_functiondef('private.clock()'::regprocedure);
  people constant jsonb := '{"nadia": "a0000000-0000-4000-8000-000000000001", "paul": "a0000000-0000-4000-8000-000000000002",
    "amelie": "a0000000-0000-4000-8000-000000000003", "jonas": "a0000000-0000-4000-8000-000000000004",
    "priya": "a0000000-0000-4000-8000-000000000005"}';
  companies constant jsonb := '{"north": "c0000000-0000-4000-8000-000000000001", "south": "c0000000-0000-4000-8000-000000000002"}';
begin
  execute $clock$
    create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
    as 'select clock_timestamp() - current_setting(''guichet.story_ago'')::interval'
  $clock$;

  for step in
    select s.n, s.ago::interval as ago, s.who, s.what, s.a, s.b, s.c, s.d, s.place,
           row_number() over (partition by s.n order by s.place) as nth
    from (select v.*, row_number() over () as place from (values
      (1, '34 days 5 hours', 'nadia', 'north', 'Invoice of April twice in the archive', 'Hello, the April invoice (NL-2204) is listed twice in the archive, with the same amount. Do we owe it once or twice?', 'low', 'Billing'),
      (1, '34 days 2 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (1, '34 days 1 hour', 'amelie', 'reply', 'Good afternoon Nadia, you owe it once. The second line is a copy that was made when the PDF was sent again. I will have it removed.', null, null, null),
      (1, '33 days 6 hours', 'amelie', 'reply', 'The copy is gone from your archive. Could you have a look?', null, null, null),
      (1, '33 days 6 hours', 'amelie', 'status', 'resolved', null, null, null),
      (1, '33 days 1 hour', 'nadia', 'reply', 'Looks right now, thank you!', null, null, null),
      (1, '33 days', 'nadia', 'status', 'closed', null, null, null),
      (2, '31 days 8 hours', 'paul', 'south', 'Changer le nom affiché sur nos bons de livraison', 'Bonjour, nos bons de livraison portent encore « Boulangerie du Sud ». Pouvez-vous mettre « South Bakery » ?', 'normal', 'Account'),
      (2, '31 days 6 hours', 'jonas', 'reply', 'Bonjour Paul, c’est fait pour tous les nouveaux bons. Les anciens gardent le nom de l’époque, pour la comptabilité.', null, null, null),
      (2, '31 days 6 hours', 'jonas', 'status', 'resolved', null, null, null),
      (2, '30 days 20 hours', 'paul', 'status', 'closed', null, null, null),
      (3, '27 days 6 hours', 'nadia', 'north', 'Delivery slots are one hour off', 'Since Sunday all delivery slots in the portal are one hour late. Drivers see 9:00, customers see 10:00.', 'high', 'Tracking'),
      (3, '27 days 5 hours 10 min', 'jonas', 'assign', 'jonas', null, null, null),
      (3, '27 days 5 hours', 'jonas', 'reply', 'Thank you Nadia. The clocks went back on Sunday and one of our services did not follow. We are on it.', null, null, null),
      (3, '27 days 4 hours', 'jonas', 'note', 'Time zone of the slot service is pinned to +02:00 in its configuration. Same mistake as in March; add a test this time.', null, null, null),
      (3, '27 days 2 hours', 'jonas', 'reply', 'Corrected at 14:05. Slots booked since Sunday were moved as well.', null, null, null),
      (3, '27 days 2 hours', 'jonas', 'status', 'resolved', null, null, null),
      (3, '26 days 22 hours', 'nadia', 'reply', 'Confirmed by two drivers. Thanks for the quick work.', null, null, null),
      (3, '26 days 21 hours', 'jonas', 'status', 'resolved', null, null, null),
      (3, '20 days', 'jonas', 'status', 'closed', null, null, null),
      (4, '25 days 4 hours', 'paul', 'south', 'Facture de mars introuvable', 'Bonjour, je ne trouve pas la facture de mars dans mon espace. Notre comptable la demande pour vendredi.', 'low', 'Billing'),
      (4, '25 days 1 hour', 'amelie', 'assign', 'amelie', null, null, null),
      (4, '25 days 1 hour', 'amelie', 'reply', 'Bonjour Paul, elle était classée sous l’ancien nom de la société. Elle apparaît maintenant dans votre espace.', null, null, null),
      (4, '24 days 20 hours', 'paul', 'reply', 'Trouvée, merci beaucoup.', null, null, null),
      (4, '24 days 19 hours', 'paul', 'status', 'closed', null, null, null),
      (5, '23 days 2 hours', 'nadia', 'north', 'Filed twice by mistake, please ignore', 'Sorry, I pressed the button twice. The other request has everything.', 'low', 'Technical'),
      (5, '23 days 1 hour 50 min', 'priya', 'status', 'closed', null, null, null),
      (6, '21 days 7 hours', 'paul', 'south', 'Un livreur n’a pas eu d’accès à la cour', 'Le livreur de ce matin est resté devant le portail : le code avait changé lundi. Où faut-il le mettre à jour ?', 'normal', 'Tracking'),
      (6, '21 days 3 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (6, '21 days 3 hours', 'amelie', 'reply', 'Bonjour Paul, dans « Mes adresses », champ « Consignes ». Je l’ai fait pour la livraison de demain : le nouveau code est noté.', null, null, null),
      (6, '21 days', 'paul', 'reply', 'Parfait, le livreur est passé sans problème.', null, null, null),
      (6, '20 days 20 hours', 'amelie', 'status', 'resolved', null, null, null),
      (7, '19 days 6 hours', 'nadia', 'north', 'Can we add a second address for returns?', 'We are opening a returns desk in the east hall. Can parcels that come back go there, and everything else stay as it is?', 'low', 'Account'),
      (7, '19 days', 'amelie', 'reply', 'Yes, that is possible. Which address, and from which day?', null, null, null),
      (7, '19 days', 'amelie', 'assign', 'amelie', null, null, null),
      (7, '19 days', 'amelie', 'status', 'waiting_customer', null, null, null),
      (7, '15 days', 'nadia', 'reply', 'Hall E, gate 4, same street. From the first of next month.', null, null, null),
      (7, '14 days 20 hours', 'amelie', 'reply', 'Noted. Could you also tell us the opening hours of that gate?', null, null, null),
      (7, '14 days 20 hours', 'amelie', 'status', 'waiting_customer', null, null, null),
      (8, '16 days 3 hours', 'priya', 'north', 'Scheduled maintenance on Saturday', 'On Saturday from 22:00 to 23:30 the portal is read-only while the storage is renewed. Deliveries go on as usual.', 'low', 'Technical'),
      (8, '16 days 2 hours 55 min', 'priya', 'concerns', 'all', null, null, null),
      (8, '16 days 2 hours 50 min', 'priya', 'announce', 'Maintenance on Saturday, 22:00 to 23:30: the portal can be read, but new requests wait until it is over. — Maintenance samedi de 22 h à 23 h 30 : le portail reste consultable, les nouvelles demandes attendent la fin.', null, null, null),
      (8, '11 days', 'priya', 'announce', 'The maintenance is over, everything runs. — La maintenance est terminée.', null, null, null),
      (8, '11 days', 'priya', 'status', 'resolved', null, null, null),
      (9, '14 days 9 hours', 'paul', 'south', 'Deux fois la même ligne sur la facture 2107', 'La ligne « Frais de froid » est comptée deux fois. Pouvez-vous corriger avant le prélèvement du 15 ?', 'normal', 'Billing'),
      (9, '14 days 4 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (9, '14 days 4 hours', 'jonas', 'reply', 'Bonjour, vous avez raison. Un avoir de 38,40 € est en préparation.', null, null, null),
      (9, '14 days 3 hours', 'jonas', 'note', 'Avoir créé à la main, AV-311. Vérifier si d’autres clients du froid sont touchés.', null, null, null),
      (9, '13 days 5 hours', 'jonas', 'reply', 'L’avoir AV-311 est dans votre espace, le prélèvement sera du bon montant.', null, null, null),
      (9, '13 days 5 hours', 'jonas', 'status', 'resolved', null, null, null),
      (9, '12 days', 'paul', 'status', 'closed', null, null, null),
      (10, '13 days 2 hours', 'nadia', 'north', 'Two customers see the same tracking number', 'NL-88120 and NL-88121 both show tracking number 4470031. One of them is wrong, and both customers called.', 'normal', 'Technical'),
      (10, '13 days 1 hour', 'jonas', 'assign', 'jonas', null, null, null),
      (10, '13 days', 'jonas', 'priority', 'high', null, null, null),
      (10, '13 days', 'jonas', 'reply', 'Thank you for the two numbers. The label of NL-88121 was printed from an old page; its own number is 4470032. We correct it now.', null, null, null),
      (10, '12 days 23 hours', 'jonas', 'note', 'Label cache keeps the last page when the printer is slow. See also the rounding on line 7, other ticket.', null, null, null),
      (10, '12 days 22 hours', 'jonas', 'reply', 'Both customers see the right number now.', null, null, null),
      (10, '12 days 22 hours', 'jonas', 'status', 'resolved', null, null, null),
      (10, '12 days 22 hours', 'jonas', 'labels', 'labels,printing', null, null, null),
      (11, '12 days 4 hours', 'paul', 'south', 'Ajouter ma collègue au compte', 'Ma collègue Inès Caron reprend les commandes du matin. Comment lui donner un accès ?', 'low', 'Account'),
      (11, '11 days 22 hours', 'amelie', 'reply', 'Bonjour Paul, il me faut son adresse e-mail professionnelle, et savoir si elle doit voir les factures.', null, null, null),
      (11, '11 days 22 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (11, '11 days 22 hours', 'amelie', 'status', 'waiting_customer', null, null, null),
      (12, '11 days 3 hours', 'nadia', 'north', 'Export misses the last day of the month', 'The CSV export of October stops on the 30th. The 31st is missing, with 214 parcels.', 'normal', 'Technical'),
      (12, '11 days', 'amelie', 'assign', 'amelie', null, null, null),
      (12, '10 days 23 hours', 'amelie', 'reply', 'Thank you, I can see the same here. The export counts the month in UTC. I attach the missing day by hand until it is corrected.', null, null, null),
      (12, '10 days 5 hours', 'nadia', 'reply', 'Got it, thank you. Will November be right?', null, null, null),
      (12, '10 days 3 hours', 'amelie', 'reply', 'Yes, the correction went out this morning.', null, null, null),
      (12, '10 days 3 hours', 'amelie', 'status', 'resolved', null, null, null),
      (13, '9 days 7 hours', 'paul', 'south', 'Livraison de farine annoncée mais jamais arrivée', 'La livraison 55102 est « livrée à 5 h 40 » selon le suivi. Personne ne l’a reçue, et il nous reste une demi-journée de farine.', 'high', 'Tracking'),
      (13, '9 days 6 hours 20 min', 'jonas', 'assign', 'jonas', null, null, null),
      (13, '9 days 6 hours', 'jonas', 'reply', 'Bonjour Paul, le chauffeur l’a déposée au 12 au lieu du 21. Il repasse avant 9 h.', null, null, null),
      (13, '9 days 4 hours', 'paul', 'reply', 'Reçue à 8 h 50, merci. Deux sacs sont ouverts.', null, null, null),
      (13, '9 days 3 hours', 'jonas', 'reply', 'Les deux sacs seront déduits de la facture. Pouvez-vous nous envoyer une photo pour l’assurance ?', null, null, null),
      (13, '9 days 3 hours', 'jonas', 'status', 'waiting_customer', null, null, null),
      (13, '8 days 20 hours', 'paul', 'reply', 'La photo est jointe.', null, null, null),
      (13, '8 days 18 hours', 'jonas', 'reply', 'Merci, c’est réglé avec l’assurance.', null, null, null),
      (13, '8 days 18 hours', 'jonas', 'status', 'resolved', null, null, null),
      (14, '8 days 5 hours', 'nadia', 'north', 'Where do I find the delivery notes of last year?', 'The archive in the portal begins in January. Our auditor asks for the notes of November and December.', 'low', 'Account'),
      (14, '8 days 1 hour', 'priya', 'assign', 'priya', null, null, null),
      (14, '8 days 1 hour', 'priya', 'reply', 'They are kept in the long-term archive. I have asked for a copy of both months; it takes two to three days.', null, null, null),
      (14, '6 days', 'priya', 'reply', 'Both months are in your files now, as one PDF per week.', null, null, null),
      (14, '6 days', 'priya', 'status', 'resolved', null, null, null),
      (15, '7 days 2 hours', 'paul', 'south', 'L’application ferme quand je scanne un bon', 'Depuis la mise à jour, l’application se ferme dès que je scanne le bon de livraison. Téléphone Android 13.', 'normal', 'Technical'),
      (15, '7 days', 'jonas', 'assign', 'jonas', null, null, null),
      (15, '7 days', 'jonas', 'reply', 'Bonjour, merci pour le signalement. Est-ce que cela arrive aussi avec la lampe du téléphone éteinte ?', null, null, null),
      (15, '7 days', 'jonas', 'status', 'waiting_customer', null, null, null),
      (15, '6 days 20 hours', 'paul', 'reply', 'Oui, avec ou sans.', null, null, null),
      (15, '6 days 18 hours', 'jonas', 'note', 'Reproduit sur un appareil de test : la caméra est ouverte deux fois. Correction prévue dans la 4.2.1.', null, null, null),
      (15, '6 days 18 hours', 'jonas', 'reply', 'Nous avons trouvé la cause, la version 4.2.1 la corrige. Elle arrive cette semaine ; pouvez-vous nous dire si elle convient ?', null, null, null),
      (15, '6 days 18 hours', 'jonas', 'status', 'waiting_customer', null, null, null),
      (15, '6 days 18 hours', 'jonas', 'labels', 'android,scan', null, null, null),
      (16, '6 days 4 hours', 'nadia', 'north', 'Change of billing address', 'From January our invoices go to Dock Road 8. Please change it for all three sites.', 'normal', 'Billing'),
      (16, '6 days 1 hour', 'amelie', 'assign', 'amelie', null, null, null),
      (16, '6 days 1 hour', 'amelie', 'reply', 'With pleasure. Shall the VAT number stay the same?', null, null, null),
      (16, '6 days 1 hour', 'amelie', 'status', 'waiting_customer', null, null, null),
      (17, '5 days 6 hours', 'paul', 'south', 'Peut-on recevoir les avis de passage par SMS ?', 'Nos équipes n’ont pas toutes un e-mail. Un SMS une heure avant le passage serait idéal.', 'low', 'Tracking'),
      (17, '5 days 1 hour', 'amelie', 'reply', 'Bonjour Paul, oui, c’est possible pour 0,04 € par message. Voulez-vous que nous l’activions ?', null, null, null),
      (17, '5 days 1 hour', 'amelie', 'assign', 'amelie', null, null, null),
      (17, '5 days 1 hour', 'amelie', 'status', 'waiting_customer', null, null, null),
      (17, '3 days 5 hours', 'paul', 'reply', 'Oui, pour les deux boutiques.', null, null, null),
      (17, '3 days 4 hours', 'amelie', 'note', 'Demandé au service des envois, en attente de leur confirmation.', null, null, null),
      (18, '4 days 8 hours', 'nadia', 'north', 'Portal is slow between 8 and 9', 'Every morning the list of arrivals takes up to 40 seconds. After 9 it is fine.', 'normal', 'Technical'),
      (18, '4 days 4 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (18, '4 days 4 hours', 'jonas', 'reply', 'Good morning, thank you for the times, they help. We measure tomorrow between 8 and 9.', null, null, null),
      (18, '3 days 4 hours', 'jonas', 'note', 'The nightly report runs into the morning since Tuesday. Moved to 3:00.', null, null, null),
      (18, '3 days 3 hours', 'jonas', 'concerns', 'south', null, null, null),
      (18, '3 days 3 hours', 'jonas', 'announce', 'A nightly job slowed the portal down in the morning. It was moved; mornings should be quick again.', null, null, null),
      (18, '3 days 2 hours', 'jonas', 'reply', 'A nightly job was in the way; it was moved. Could you watch tomorrow morning?', null, null, null),
      (18, '3 days 2 hours', 'jonas', 'status', 'waiting_customer', null, null, null),
      (18, '2 days 3 hours', 'nadia', 'reply', 'Two seconds this morning. Thank you!', null, null, null),
      (18, '2 days 2 hours', 'jonas', 'status', 'resolved', null, null, null),
      (19, '3 days 6 hours', 'paul', 'south', 'Demande d’un récapitulatif annuel', 'Pour notre bilan, pouvez-vous nous envoyer le total des frais de transport de l’année, par mois ?', 'low', 'Billing'),
      (19, '2 days 22 hours', 'priya', 'assign', 'priya', null, null, null),
      (19, '2 days 22 hours', 'priya', 'status', 'in_progress', null, null, null),
      (19, '2 days 22 hours', 'priya', 'reply', 'Bonjour Paul, bien sûr. Vous l’aurez d’ici la fin de la semaine.', null, null, null),
      (20, '2 days 20 hours', 'nadia', 'north', 'New colleague needs access to the reports', 'Omar Haddad joins us on Monday and takes over the weekly reports. He needs reading rights only.', 'low', 'Account'),
      (20, '2 days 2 hours', 'amelie', 'reply', 'Good morning, noted for Monday. I will write as soon as his access is there.', null, null, null),
      (20, '2 days 2 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (20, '2 days 2 hours', 'amelie', 'status', 'in_progress', null, null, null),
      (21, '2 days 8 hours', 'paul', 'south', 'Le mot de passe oublié n’envoie rien', 'Je demande un nouveau mot de passe pour la caisse 2, et aucun e-mail n’arrive. J’ai vérifié les indésirables.', 'normal', 'Technical'),
      (21, '2 days 5 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (21, '2 days 5 hours', 'jonas', 'reply', 'Bonjour, l’adresse de la caisse 2 contenait une faute de frappe. Pouvez-vous essayer encore ?', null, null, null),
      (21, '2 days 5 hours', 'jonas', 'status', 'waiting_customer', null, null, null),
      (22, '2 days 4 hours', 'nadia', 'north', 'Parcel 4469120 has not moved for two days', 'It was scanned in Lyon on Tuesday and nothing since. The customer needs it for a repair.', 'normal', 'Tracking'),
      (22, '2 days 1 hour', 'amelie', 'assign', 'amelie', null, null, null),
      (22, '2 days 1 hour', 'amelie', 'status', 'in_progress', null, null, null),
      (22, '2 days 1 hour', 'amelie', 'reply', 'The parcel is in the customs area, a paper was missing. It goes on tonight.', null, null, null),
      (22, '1 day 4 hours', 'amelie', 'note', 'Customs confirmed by phone, reference 77-2. Next scan expected in Geneva.', null, null, null),
      (23, '1 day 23 hours 20 min', 'paul', 'south', 'Le prélèvement de novembre est passé deux fois', 'Deux prélèvements de 412,80 € le même jour. La banque dit que le premier est le bon.', 'normal', 'Billing'),
      (23, '1 day 20 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (23, '1 day 20 hours', 'amelie', 'status', 'in_progress', null, null, null),
      (23, '1 day 20 hours', 'amelie', 'reply', 'Bonjour Paul, je regarde avec la comptabilité et je reviens vers vous.', null, null, null),
      (23, '1 day 3 hours', 'amelie', 'note', 'Comptabilité : doublon confirmé, remboursement lancé. Attendre la date de valeur avant de répondre.', null, null, null),
      (24, '1 day 21 hours', 'nadia', 'north', 'Add two warehouses to our account', 'Hall F and hall G open in December. They need their own label printers as well.', 'low', 'Technical'),
      (24, '1 day 18 hours', 'priya', 'reply', 'Thank you Nadia. Which printer model will stand there?', null, null, null),
      (24, '1 day 18 hours', 'priya', 'assign', 'priya', null, null, null),
      (24, '1 day 18 hours', 'priya', 'status', 'in_progress', null, null, null),
      (24, '1 day 2 hours', 'nadia', 'reply', 'The same as in hall E, the ZT411.', null, null, null),
      (25, '1 day 8 hours', 'paul', 'south', 'Modifier l’heure de passage du samedi', 'Le samedi, pourriez-vous passer avant 6 h ? La place du marché est fermée ensuite.', 'normal', 'Tracking'),
      (25, '1 day 5 hours', 'jonas', 'reply', 'Bonjour Paul, 5 h 30 serait possible. Est-ce que quelqu’un est là pour recevoir ?', null, null, null),
      (25, '1 day 5 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (25, '1 day 5 hours', 'jonas', 'status', 'waiting_customer', null, null, null),
      (26, '1 day 4 hours', 'nadia', 'north', 'API answers 500 on /shipments with more than 1,000 lines', 'Our night batch fails since yesterday. Up to 1,000 lines it works, with 1,001 the answer is 500.', 'urgent', 'Technical'),
      (26, '1 day 3 hours 48 min', 'priya', 'assign', 'priya', null, null, null),
      (26, '1 day 3 hours 45 min', 'priya', 'reply', 'We can reproduce it. A limit was lowered by mistake in yesterday’s release; we take it back now.', null, null, null),
      (26, '1 day 2 hours 30 min', 'priya', 'reply', 'The old limit is in place again. Could you run the batch once more?', null, null, null),
      (26, '1 day 2 hours 20 min', 'nadia', 'reply', 'It ran through. Thank you for being this quick.', null, null, null),
      (26, '1 day 2 hours', 'priya', 'status', 'resolved', null, null, null),
      (27, '23 hours', 'nadia', 'north', 'Can invoices be sent on the first working day?', 'Our accounting closes on the third. Invoices on the first working day would help.', 'low', 'Billing'),
      (28, '22 hours', 'paul', 'south', 'Changer la langue des e-mails', 'Mes e-mails arrivent en anglais depuis hier. Est-ce que je peux revenir au français ?', 'low', 'Account'),
      (28, '5 hours', 'amelie', 'reply', 'Bonjour Paul, c’est dans « Mon compte », champ « Langue ». Je l’ai remis en français pour vous.', null, null, null),
      (28, '5 hours', 'amelie', 'assign', 'amelie', null, null, null),
      (28, '5 hours', 'amelie', 'status', 'in_progress', null, null, null),
      (29, '9 hours 30 min', 'nadia', 'north', 'Refund for order 88213', 'The customer sent order 88213 back three weeks ago, the tracking shows it arrived, and the refund has not come.', 'high', 'Tracking'),
      (29, '8 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (29, '8 hours', 'jonas', 'status', 'in_progress', null, null, null),
      (29, '8 hours', 'jonas', 'reply', 'Thank you. The parcel arrived, but was booked under 88231. I have asked for the refund.', null, null, null),
      (29, '7 hours', 'jonas', 'note', 'Swapped digits at reception. Refund asked for in FIN-902.', null, null, null),
      (30, '7 hours 51 min', 'nadia', 'north', 'Invoice shows a wrong total after the VAT change', 'Hello, since the VAT change our June invoice adds up to 1,284.00 € but the lines make 1,248.00 €. I attach the invoice and a picture of the total.', 'high', 'Billing'),
      (30, '7 hours 10 min', 'amelie', 'assign', 'amelie', null, null, null),
      (30, '7 hours 10 min', 'amelie', 'status', 'in_progress', null, null, null),
      (30, '7 hours 8 min', 'amelie', 'reply', 'Good morning Nadia, thank you. Which browser do you use?', null, null, null),
      (30, '6 hours 50 min', 'jonas', 'note', 'Same rounding as on the credit note of last month: line 7 keeps the old 20 % rate. Fix goes out at noon, no promise before that.', null, null, null),
      (30, '3 hours 20 min', 'nadia', 'reply', 'Firefox. Does the browser matter for a total?', null, null, null),
      (30, '2 hours 40 min', 'amelie', 'reply', 'Not for the total, only for how the page is drawn; I wanted to be sure that we see the same. Line 7 has the wrong rate.', null, null, null),
      (30, '18 min', 'nadia', 'reply', 'Understood. Can I still send it today? They pay on the 30th.', null, null, null),
      (30, '2 hours 38 min', 'amelie', 'labels', 'vat,invoices', null, null, null),
      (31, '7 hours 40 min', 'paul', 'south', 'L’imprimante d’étiquettes s’arrête à la page 2', 'À chaque impression de plus d’une page, l’imprimante s’arrête après la première. Le papier et le ruban sont neufs.', 'normal', 'Technical'),
      (32, '6 hours 10 min', 'nadia', 'north', 'Driver app closes while scanning a parcel', 'Three drivers report that the app closes when they scan in the dark. With the lamp on it works.', 'normal', 'Technical'),
      (32, '4 hours', 'jonas', 'assign', 'jonas', null, null, null),
      (32, '3 hours 55 min', 'jonas', 'reply', 'Thank you Nadia. Which version is shown at the bottom of the settings page?', null, null, null),
      (32, '3 hours 55 min', 'jonas', 'status', 'waiting_customer', null, null, null),
      (33, '5 hours 15 min', 'paul', 'south', 'Avoir refusé par notre comptable', 'L’avoir AV-318 ne porte pas notre numéro de TVA. Le comptable le refuse.', 'high', 'Billing'),
      (33, '3 hours 50 min', 'amelie', 'assign', 'amelie', null, null, null),
      (33, '3 hours 50 min', 'amelie', 'status', 'in_progress', null, null, null),
      (33, '3 hours 45 min', 'amelie', 'reply', 'Bonjour Paul, nous le refaisons avec le bon numéro. Pouvez-vous me confirmer FR 40 123 456 824 ?', null, null, null),
      (33, '2 hours 10 min', 'paul', 'reply', 'C’est bien celui-là.', null, null, null),
      (34, '4 hours 40 min', 'nadia', 'north', 'User list shows people who left', 'Four colleagues who left in summer are still in the list. Can you remove them, or can we do it ourselves?', 'normal', 'Account'),
      (35, '3 hours 30 min', 'paul', 'south', 'Les caisses n’enregistrent plus les commandes', 'Depuis 6 h, la caisse affiche « hors ligne » alors qu’Internet fonctionne. Nous notons tout sur papier.', 'urgent', 'Technical'),
      (35, '3 hours 8 min', 'jonas', 'assign', 'jonas', null, null, null),
      (35, '3 hours 8 min', 'jonas', 'status', 'in_progress', null, null, null),
      (35, '3 hours 5 min', 'jonas', 'reply', 'Bonjour Paul, nous regardons tout de suite. Les commandes sur papier pourront être saisies ensuite sans pénalité.', null, null, null),
      (35, '2 hours 50 min', 'priya', 'note', 'Certificat expiré sur la passerelle des caisses. Renouvellement demandé, effectif dans l’heure.', null, null, null),
      (35, '1 hour 30 min', 'jonas', 'reply', 'Les caisses se reconnectent depuis 15 minutes. Est-ce le cas chez vous ?', null, null, null),
      (36, '2 hours 50 min', 'nadia', 'north', 'Map shows the depot in the wrong street', 'On the tracking page the depot of Hamburg is drawn two streets too far north.', 'normal', 'Tracking'),
      (37, '2 hours 25 min', 'paul', 'south', 'Camion frigorifique : température trop haute', 'Le relevé de ce matin indique 9 °C au lieu de 4 °C pendant quarante minutes. Faut-il refuser la livraison ?', 'high', 'Tracking'),
      (38, '1 hour 49 min', 'nadia', 'north', 'Cannot sign in since the password change', 'I changed my password at lunch and now the portal says “wrong password” with the new and with the old one. I write from my phone.', 'high', 'Account'),
      (39, '1 hour 10 min', 'paul', 'south', 'Cannot sign in since this morning', 'Impossible de me connecter depuis ce matin, ni moi ni ma collègue. La page reste blanche après le mot de passe.', 'urgent', 'Account'),
      (39, '65 min', 'priya', 'assign', 'jonas', null, null, null),
      (40, '48 min', 'amelie', 'south', 'Rappel : mise à jour des caisses jeudi', 'Bonjour Paul, comme convenu par téléphone, nous mettons les caisses à jour jeudi à 20 h. Elles seront arrêtées dix minutes.', 'normal', 'Technical'),
      (40, '47 min', 'amelie', 'assign', 'amelie', null, null, null),
      (41, '36 min', 'paul', 'south', 'Peut-on payer par virement ?', 'Nous voudrions passer du prélèvement au virement à partir de janvier. Quelles sont les conditions ?', 'low', 'Billing'),
      (42, '21 min', 'nadia', 'north', 'All parcels of today show “unknown”', 'Since half past, every parcel of today’s tour shows the status “unknown”. Customers are calling.', 'urgent', 'Tracking'),
      (42, '15 min', 'amelie', 'note', 'Tracking queue is behind by 25 minutes since the restart. Jonas is on it.', null, null, null)
    ) as v (n, ago, who, what, a, b, c, d)) as s
    order by s.ago::interval desc, s.place
  loop
    perform set_config('guichet.story_ago', step.ago::text, true);
    perform set_config('request.jwt.claims', json_build_object('sub', people ->> step.who, 'role', 'authenticated')::text, true);
    perform set_config('role', 'authenticated', true);
    ticket := ('d0000000-0000-4000-8000-' || lpad(step.n::text, 12, '0'))::uuid;
    case step.what
      when 'north', 'south' then
        insert into public.tickets (id, client_id, subject, priority_id, category_id, contact_user_id)
        values (ticket, (companies ->> step.what)::uuid, step.a,
                (select p.id from public.ticket_priorities p where p.code = step.c),
                (select k.id from public.ticket_categories k where k.label = step.d),
                (people ->> case step.what when 'north' then 'nadia' else 'paul' end)::uuid);
        insert into public.ticket_messages (id, ticket_id, body)
        values (('e0000000-0000-4000-8000-' || lpad(step.n::text, 4, '0') || lpad(step.nth::text, 8, '0'))::uuid, ticket, step.b);
      when 'reply', 'note', 'announce' then
        insert into public.ticket_messages (id, ticket_id, body, visibility)
        values (('e0000000-0000-4000-8000-' || lpad(step.n::text, 4, '0') || lpad(step.nth::text, 8, '0'))::uuid, ticket, step.a,
                case step.what when 'reply' then 'public' when 'note' then 'internal' else 'announcement' end);
      when 'status' then
        update public.tickets set status = step.a where id = ticket;
      when 'assign' then
        update public.tickets set assignee_id = (people ->> step.a)::uuid where id = ticket;
      when 'priority' then
        update public.tickets set priority_id = (select p.id from public.ticket_priorities p where p.code = step.a) where id = ticket;
      when 'labels' then
        update public.ticket_triage set labels = string_to_array(step.a, ',') where ticket_id = ticket;
      when 'concerns' then
        if step.a = 'all' then
          update public.tickets set affects_all_companies = true where id = ticket;
        else
          insert into public.ticket_company_link (ticket_id, company_id, role)
          values (ticket, (companies ->> step.a)::uuid, 'affected');
        end if;
      when 'read' then
        insert into public.ticket_reads (ticket_id, last_read_at) values (ticket, private.clock())
        on conflict (ticket_id, user_id) do update set last_read_at = excluded.last_read_at;
    end case;
    perform set_config('role', owner, true);
  end loop;

  perform set_config('request.jwt.claims', '', true);
  execute real_clock;
end $seed$;

-- What people have seen: staff everything older than an hour and their own, clients all that is older than half a day.
insert into public.ticket_reads (ticket_id, user_id, last_read_at)
select t.id, p.user_id, now()
from public.tickets t
join public.profiles p on p.role <> 'client'
where t.last_activity_at < now() - interval '1 hour'
on conflict (ticket_id, user_id) do nothing;
insert into public.ticket_reads (ticket_id, user_id, last_read_at)
select t.id, m.user_id, now()
from public.tickets t
join public.client_members m on m.client_id = t.client_id
where t.last_activity_at < now() - interval '12 hours'
on conflict (ticket_id, user_id) do nothing;

-- The support console: what the clients pay for, two privacy requests, and incidents in every state, told through the same calls
-- as every day's, so that the record of events tells them too.
insert into public.subscriptions (user_id, plan, status, current_period_end) values
  ('a0000000-0000-4000-8000-000000000001', 'team', 'active', now() + interval '18 days'),
  ('a0000000-0000-4000-8000-000000000002', 'starter', 'past_due', now() - interval '3 days');

do $seed$
declare
  step record;
  answer jsonb;
  incidents jsonb := '{}';
  owner text := current_user;
  real_clock text := pg_get_functiondef('private.clock()'::regprocedure);
  people constant jsonb := '{"nadia": "a0000000-0000-4000-8000-000000000001", "paul": "a0000000-0000-4000-8000-000000000002",
    "amelie": "a0000000-0000-4000-8000-000000000003", "jonas": "a0000000-0000-4000-8000-000000000004",
    "priya": "a0000000-0000-4000-8000-000000000005"}';
begin
  execute $clock$
    create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
    as 'select clock_timestamp() - current_setting(''guichet.story_ago'')::interval'
  $clock$;

  for step in
    select v.*, row_number() over () as place from (values
      ('8 days 3 hours', 'amelie', 'context', 'nadia', null, null, null, null, null),
      ('8 days 2 hours', 'amelie', 'open', 'factor', 'nadia', 'account', 'medium', 'Second factor asked for at every sign-in', 'The portal forgets this computer every evening. Her browser clears cookies when it closes.'),
      ('8 days 2 hours', 'amelie', 'assign', 'factor', 'amelie', null, null, null, null),
      ('8 days 1 hour', 'amelie', 'status', 'factor', 'resolved', null, null, null, null),
      ('7 days 4 hours', 'amelie', 'status', 'factor', 'in_progress', null, null, null, null),
      ('6 days 5 hours', 'amelie', 'open', 'telephone', 'nadia', 'account', 'high', 'Cannot sign in after a new telephone', 'The authenticator was not moved. Identity checked by telephone with the manager of North Logistics.'),
      ('6 days 5 hours', 'amelie', 'assign', 'telephone', 'amelie', null, null, null, null),
      ('6 days 5 hours', 'amelie', 'status', 'telephone', 'in_progress', null, null, null, null),
      ('6 days 1 hour', 'amelie', 'status', 'telephone', 'resolved', null, null, null, null),
      ('5 days 2 hours', 'amelie', 'status', 'telephone', 'closed', null, null, null, null),
      ('4 days 6 hours', 'nadia', 'ask', 'export', null, null, null, null, null),
      ('3 days 22 hours', 'jonas', 'answer', 'export', 'processing', 'We are gathering your data and will send it within a week.', null, null, null),
      -- one is tired in the evening: closed is closed
      ('3 days 7 hours', 'amelie', 'refused', 'telephone', 'open', null, null, null, null),
      ('3 days 2 hours', 'jonas', 'context', 'paul', null, null, null, null, null),
      ('3 days 2 hours', 'jonas', 'open', 'charged', 'paul', 'subscription', 'high', 'Prélevé deux fois en octobre', 'Two payments on the 3rd. The second one is being sent back by the bank.'),
      ('3 days 1 hour', 'jonas', 'assign', 'charged', 'jonas', null, null, null, null),
      ('3 days 1 hour', 'jonas', 'status', 'charged', 'in_progress', null, null, null, null),
      ('2 days 4 hours', 'amelie', 'open', 'photographs', 'nadia', 'content', 'low', 'Faces on photographs of deliveries', 'Three photographs in the archive of May. To be made unrecognisable, not deleted.'),
      ('1 day 6 hours', 'jonas', 'status', 'photographs', 'resolved', null, null, null, null),
      ('20 hours', 'paul', 'ask', 'access', null, null, null, null, null),
      ('5 hours', 'priya', 'open', 'address', 'paul', 'account', 'medium', 'Changer l’adresse e-mail de la boulangerie', 'He leaves his old provider at the end of the month.')
    ) as v (ago, who, what, a, b, c, d, e, f)
    order by v.ago::interval desc, place
  loop
    perform set_config('guichet.story_ago', step.ago, true);
    perform set_config('request.jwt.claims', json_build_object('sub', people ->> step.who, 'role', 'authenticated')::text, true);
    perform set_config('role', 'authenticated', true);
    answer := case step.what
      when 'context' then public.support_context((people ->> step.a)::uuid)
      when 'open' then public.incident_create((people ->> step.b)::uuid, step.c, step.d, step.e, step.f)
      when 'assign' then public.incident_update((incidents ->> step.a)::uuid, assignee_id => (people ->> step.b)::uuid)
      when 'status' then public.incident_update((incidents ->> step.a)::uuid, step.b)
      when 'refused' then public.incident_update((incidents ->> step.a)::uuid, step.b)
      when 'answer' then public.privacy_request_update((select r.id from public.privacy_requests r where r.kind = step.a), step.b, step.c)
    end;
    if step.what = 'ask' then
      insert into public.privacy_requests (kind) values (step.a);
    elsif (answer ? 'code') <> (step.what = 'refused') then
      raise exception 'The demonstration went wrong at %: %', step, answer;
    elsif step.what = 'open' then
      incidents := incidents || jsonb_build_object(step.a, answer #> '{data,id}');
    end if;
    perform set_config('role', owner, true);
  end loop;

  perform set_config('request.jwt.claims', '', true);
  execute real_clock;
end $seed$;

-- The mails of the story went out when it happened: a sender that starts now has nothing left to send.
update public.email_events
set status = 'sent', attempts = 1, provider_id = 'demo', sent_at = created_at + interval '20 seconds'
where status = 'queued';
