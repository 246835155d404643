import { IsString, Length } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { Flag, Id, Maybe, MaybeNull, OneOf, PageQuery, Pattern, ROLES, Text, type Role } from '../../shared/http';
import { PASSWORD_MAX, PASSWORD_MIN } from './passwords';

/** A password is taken as it was typed: no trimming. */
export function Password(min: number): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Length(min, PASSWORD_MAX),
    ApiProperty({ type: 'string', format: 'password', minLength: min, maxLength: PASSWORD_MAX }),
  );
}

/** Code of a province since 1 July 2025: two digits. */
export function ProvinceCode(): PropertyDecorator {
  return Pattern(/^\d{2}$/, 2, 'Mã tỉnh gồm hai chữ số.');
}

export class CreateAccount {
  /** Made by the caller, so that a repeat is recognised; left out, the server makes one. */
  @Maybe()
  @Id()
  id?: string;

  /** Vietnamese phone number in any usual form. */
  @Text(8, 25)
  phone: string;

  @Text(1, 120)
  name: string;

  @Password(PASSWORD_MIN)
  password: string;

  @OneOf(ROLES)
  role: Role;

  /** Required for people of a provincial office, refused for others. */
  @Maybe()
  @ProvinceCode()
  provinceCode?: string;
}

export class ChangeAccount {
  @Maybe()
  @Text(1, 120)
  name?: string;

  /** Of an official: who that is to the sign-in service of the province. null: signs in otherwise. */
  @MaybeNull()
  @Text(1, 255)
  oidcSubject?: string | null;

  /** false locks the account: its sessions and tokens stop working at once. */
  @Maybe()
  @Flag()
  isActive?: boolean;
}

export class AccountQuery extends PageQuery {
  /** Part of the name, or the whole phone number. */
  @Maybe()
  @Text(1, 80)
  q?: string;
}

export class AccountDto {
  id: string;
  /** null when it cannot be read any more: another key. */
  phone: string | null;
  name: string;
  role: Role;
  provinceCode: string | null;
  isActive: boolean;
  oidcSubject: string | null;
  createdAt: string;
}

export class AccountPage {
  items: AccountDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}
